/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface TalosBootstrapClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface TalosBootstrapRecoverValue {
  /** Whether the snapshot's hash is not checked, as for a file that was copied from a data folder. Default: false. */
  readonly skipHashCheck?: boolean | IResolvable | undefined;
  /** Path of the snapshot on the machine that runs Terraform. */
  readonly snapshot: string;
}

export interface TalosBootstrapTimeoutsValue {
  /** How long create may take, for instance "90s" or "1h30m". Default: 15m. */
  readonly create?: string | undefined;
  /** How long update may take, for instance "90s" or "1h30m". Default: 5m. */
  readonly update?: string | undefined;
}

export interface TalosBootstrapConfig extends TerraformMetaArguments {
  /** Whether etcd may be begun anew, empty, where it was there before and is lost: everything the cluster knew is gone then. */
  readonly allowEmpty?: boolean | IResolvable | undefined;
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: TalosBootstrapClientConfigurationValue | IResolvable | undefined;
  /** Name of the cluster, the same for all its resources: by it the provider orders what happens to its machines, and finds them by their label `cluster`. */
  readonly cluster: string;
  /** The control planes: name of the node → its address. */
  readonly controlPlanes: Readonly<Record<string, string>>;
  /** URL of the Kubernetes API, for instance `https://cluster.example.org:6443`. */
  readonly endpoint: string;
  /** Begin with a snapshot of etcd instead of an empty store. It counts only while there is no etcd. */
  readonly recover?: TalosBootstrapRecoverValue | IResolvable | undefined;
  /** How long the verbs may take. */
  readonly timeouts?: TalosBootstrapTimeoutsValue | IResolvable | undefined;
}

const fields: Fields = {
  allowEmpty: ["allow_empty", "boolean"],
  clientConfiguration: ["client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
  cluster: ["cluster", "string"],
  controlPlanes: ["control_planes", "stringMap"],
  endpoint: ["endpoint", "string"],
  recover: ["recover", "object", {
    skipHashCheck: ["skip_hash_check", "boolean"],
    snapshot: ["snapshot", "string"],
  }],
  timeouts: ["timeouts", "object", {
    create: ["create", "string"],
    update: ["update", "string"],
  }],
};

/** The birth of a cluster's etcd, once: etcd itself says whether it was. It depends on the control planes only, so that one bad worker holds nobody up. A store that was there and is empty now is never silently begun anew. */
export class TalosBootstrap extends ResourceBinding {
  static readonly tfResourceType = "hephaestus_talos_bootstrap";

  constructor(scope: Construct, id: string, config: TalosBootstrapConfig) {
    super(scope, id, { name: "hephaestus_talos_bootstrap", provider, fields }, config);
  }

  get allowEmpty(): IResolvable {
    return this.getBooleanAttribute("allow_empty");
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

  get id(): string {
    return this.getStringAttribute("id");
  }

  get kubeconfig(): string {
    return this.getStringAttribute("kubeconfig");
  }

  get kubernetesCaSha256(): string {
    return this.getStringAttribute("kubernetes_ca_sha256");
  }

  get kubernetesClientConfiguration(): IResolvable {
    return this.interpolationForAttribute("kubernetes_client_configuration");
  }

  get recover(): IResolvable {
    return this.interpolationForAttribute("recover");
  }

  get talosconfig(): string {
    return this.getStringAttribute("talosconfig");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }
}
