import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type ClusterProps, TalosCluster } from "../constructs";
import { HcloudProvider } from "../constructs/bindings/hcloud";
import { HephaestusProvider } from "./bundled-provider/provider";

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
    new HcloudProvider(this, "hcloud");
    new HephaestusProvider(this, "hephaestus", { bundled: bundledProvider });
    const cluster = new TalosCluster(this, "cluster", props);
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
