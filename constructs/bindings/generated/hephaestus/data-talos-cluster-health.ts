/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataTalosClusterHealthClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface DataTalosClusterHealthConfig extends TerraformMetaArguments {
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: DataTalosClusterHealthClientConfigurationValue | IResolvable | undefined;
  /** Name of the cluster. */
  readonly cluster: string;
  /** The control planes: name of the node → its address. */
  readonly controlPlanes: Readonly<Record<string, string>>;
  /** The workers: name of the node → its address. Default: none. */
  readonly workers?: Readonly<Record<string, string>> | undefined;
}

const fields: Fields = {
  clientConfiguration: ["client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
  cluster: ["cluster", "string"],
  controlPlanes: ["control_planes", "stringMap"],
  workers: ["workers", "stringMap"],
};

/** How a cluster is. It reports and never fails: a cluster that is sick, or does not answer, can still be planned, changed and destroyed. */
export class DataTalosClusterHealth extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_talos_cluster_health";

  constructor(scope: Construct, id: string, config: DataTalosClusterHealthConfig) {
    super(scope, id, { name: "hephaestus_talos_cluster_health", provider, fields }, config);
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get cluster(): string {
    return this.getStringAttribute("cluster");
  }

  get controlPlanes(): Record<string, string> {
    return this.getStringMapAttribute("control_planes");
  }

  get etcdMembers(): Record<string, string> {
    return this.getStringMapAttribute("etcd_members");
  }

  get healthy(): IResolvable {
    return this.getBooleanAttribute("healthy");
  }

  get nodes(): Record<string, boolean> {
    return this.getBooleanMapAttribute("nodes");
  }

  get problems(): string[] {
    return this.getListAttribute("problems");
  }

  get runningKubernetesVersions(): IResolvable {
    return this.interpolationForAttribute("running_kubernetes_versions");
  }

  get workers(): Record<string, string> {
    return this.getStringMapAttribute("workers");
  }
}
