import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { type ClusterProps, EphemeralSecrets, TalosCluster } from "../constructs";
import { HcloudProvider } from "../constructs/bindings/hcloud";
import { HephaestusProvider } from "./bundled-provider/provider";
import { checkShape } from "./cluster-props/check-shape";

/** What {@link ClusterStack} takes. */
export interface ClusterStackProps extends ClusterProps {
  /** Whether the provider that comes with this package is used. False takes it from a registry. @default true */
  readonly bundledProvider?: boolean;
}

/**
 * A cluster in a state of its own, with both providers: the token comes from HCLOUD_TOKEN. Its outputs are `kubeconfig`,
 * `talosconfig`, `endpoint`, `nodes` and `network`.
 */
export class ClusterStack extends TerraformStack {
  readonly cluster: TalosCluster;

  constructor(scope: Construct, id: string, { bundledProvider = true, ...props }: ClusterStackProps) {
    super(scope, id);
    checkShape(`ClusterStack "${id}"`, props);
    new HcloudProvider(this, "hcloud");
    const secrets = props.talos?.secrets === "ephemeral" ? this.ephemeralSecrets() : undefined;
    new HephaestusProvider(this, "hephaestus", {
      bundled: bundledProvider,
      ...(secrets === undefined ? {} : { talosClientConfiguration: secrets.clientConfiguration }),
    });
    const ephemeral = secrets === undefined ? {} : { ephemeralSecrets: secrets };
    const cluster = new TalosCluster(this, "cluster", { ...props, ...ephemeral });
    this.cluster = cluster;
    const { networkId, addresses } = cluster.network;
    new TerraformOutput(this, "kubeconfig", { value: cluster.kubeconfig, sensitive: true });
    new TerraformOutput(this, "talosconfig", { value: cluster.talosconfig, sensitive: true });
    new TerraformOutput(this, "endpoint", { value: cluster.endpoint });
    new TerraformOutput(this, "network", { value: { id: networkId, cidr: addresses.network } });
    new TerraformOutput(this, "nodes", {
      value: Object.fromEntries(cluster.nodes.map((node) => [node.name, shown(node)])),
    });
  }

  /** One configuration of the provider opens the bundle, so that the other one can use what is in it. */
  private ephemeralSecrets(): EphemeralSecrets {
    const variable = new TerraformVariable(this, "secrets_yaml", {
      type: "string",
      sensitive: true,
      description: "The text of the cluster's secrets.yaml; it is in no plan and no state.",
    });
    variable.addOverride("ephemeral", true);
    const provider = new HephaestusProvider(this, "hephaestus-bundle", { alias: "bundle", bundled: false });
    return new EphemeralSecrets(this, "secrets", { secretsYaml: variable.stringValue, provider });
  }
}

function shown({
  role,
  pool,
  location,
  arch,
  serverId,
  publicIpv4,
  publicIpv6,
  privateIp,
}: TalosCluster["nodes"][number]) {
  return {
    ...{ role, pool, location, arch, server_id: serverId, private_ip: privateIp },
    ...(publicIpv4 === undefined ? {} : { public_ipv4: publicIpv4 }),
    ...(publicIpv6 === undefined ? {} : { public_ipv6: publicIpv6 }),
  };
}
