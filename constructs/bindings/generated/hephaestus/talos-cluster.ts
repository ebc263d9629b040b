/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface TalosClusterClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface TalosClusterTimeoutsValue {
  /** How long create may take, for instance "90s" or "1h30m". Default: 20m. */
  readonly create?: string | undefined;
  /** How long delete may take, for instance "90s" or "1h30m". Default: 1m. */
  readonly delete?: string | undefined;
  /** How long update may take, for instance "90s" or "1h30m". Default: 1h. */
  readonly update?: string | undefined;
}

export interface TalosClusterUpgradeValue {
  /** Whether the upgrade is refused while objects use an API that it removes. Default: true. */
  readonly checkRemovedApis?: boolean | IResolvable | undefined;
  /** How long one component on one node may take, a duration. Default: `5m`. */
  readonly componentTimeout?: string | undefined;
  /** Whether the images of all components are pulled before the first one is replaced. Default: true. */
  readonly prePullImages?: boolean | IResolvable | undefined;
}

export interface TalosClusterConfig extends TerraformMetaArguments {
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: TalosClusterClientConfigurationValue | IResolvable | undefined;
  /** Name of the cluster, the same for all its resources: by it the provider orders what happens to its machines, and finds them by their label `cluster`. */
  readonly cluster: string;
  /** The control planes: name of the node → its address. */
  readonly controlPlanes: Readonly<Record<string, string>>;
  /** URL of the Kubernetes API, for instance `https://cluster.example.org:6443`. */
  readonly endpoint: string;
  /** Version of Kubernetes that all components should run, with or without `v`. Default: what the machines' configurations say. Upgrades come with a later release: until then a version that differs from what runs is refused while planning. */
  readonly kubernetesVersion?: string | undefined;
  /** How long the verbs may take. */
  readonly timeouts?: TalosClusterTimeoutsValue | IResolvable | undefined;
  /** How Kubernetes is upgraded. Taken note of until upgrades come. */
  readonly upgrade?: TalosClusterUpgradeValue | IResolvable | undefined;
  /** What create waits for: `kubernetes_api`, `nodes_registered` or `nodes_ready`. Default: `nodes_ready` where Talos brings the network plugin, else `nodes_registered`. */
  readonly waitFor?: string | undefined;
  /** The workers: name of the node → its address. */
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
  endpoint: ["endpoint", "string"],
  kubernetesVersion: ["kubernetes_version", "string"],
  timeouts: ["timeouts", "object", {
    create: ["create", "string"],
    delete: ["delete", "string"],
    update: ["update", "string"],
  }],
  upgrade: ["upgrade", "object", {
    checkRemovedApis: ["check_removed_apis", "boolean"],
    componentTimeout: ["component_timeout", "string"],
    prePullImages: ["pre_pull_images", "boolean"],
  }],
  waitFor: ["wait_for", "string"],
  workers: ["workers", "stringMap"],
};

/** A cluster as a whole: who belongs to it, which Kubernetes it runs, and whether it is well. It depends on the bootstrap and on all machines. Its deletion comes first and tells the provider that the cluster is going: machines then skip the drain, never the leave. */
export class TalosCluster extends ResourceBinding {
  static readonly tfResourceType = "hephaestus_talos_cluster";

  constructor(scope: Construct, id: string, config: TalosClusterConfig) {
    super(scope, id, { name: "hephaestus_talos_cluster", provider, fields }, config);
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

  get drift(): string[] {
    return this.getListAttribute("drift");
  }

  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }

  get etcdMembers(): Record<string, string> {
    return this.getStringMapAttribute("etcd_members");
  }

  get healthy(): IResolvable {
    return this.getBooleanAttribute("healthy");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get kubernetesVersion(): string {
    return this.getStringAttribute("kubernetes_version");
  }

  get problems(): string[] {
    return this.getListAttribute("problems");
  }

  get runningKubernetesVersions(): IResolvable {
    return this.interpolationForAttribute("running_kubernetes_versions");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }

  get upgrade(): IResolvable {
    return this.interpolationForAttribute("upgrade");
  }

  get waitFor(): string {
    return this.getStringAttribute("wait_for");
  }

  get workers(): Record<string, string> {
    return this.getStringMapAttribute("workers");
  }
}
