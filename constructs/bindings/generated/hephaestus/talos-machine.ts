/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface TalosMachineClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface TalosMachineOnDestroyValue {
  /** Whether the Node is deleted from Kubernetes, last of all. Default: true. */
  readonly deleteNode?: boolean | IResolvable | undefined;
  /** Whether the node is cordoned and drained. Default: true. */
  readonly drain?: boolean | IResolvable | undefined;
  /** How long the drain may take, a duration. Default: `5m`. */
  readonly drainTimeout?: string | undefined;
  /** Whether the machine is reset: its configuration and data are wiped, the boot partitions stay, and it comes back in maintenance mode. Default: false. */
  readonly reset?: boolean | IResolvable | undefined;
  /** Whether the machine is shut down. Default: true, unless it is reset. */
  readonly shutdown?: boolean | IResolvable | undefined;
}

export interface TalosMachineRolloutValue {
  /** Whether pods are deleted instead of evicted, which ignores disruption budgets. Default: false. */
  readonly disableEviction?: boolean | IResolvable | undefined;
  /** How long a drain before a reboot may take, a duration. Default: `5m`. */
  readonly drainTimeout?: string | undefined;
  /** Whether a snapshot of etcd is taken before a control plane is upgraded. Upgrades come with a later release; until then this is taken note of, no more. */
  readonly etcdSnapshotBefore?: boolean | IResolvable | undefined;
  /** Whether machines that are still waiting for their turn are refused it once one did not become healthy. Default: true. */
  readonly haltOnFailure?: boolean | IResolvable | undefined;
  /** How long the node may take to be healthy again, a duration. Default: `10m`. */
  readonly healthTimeout?: string | undefined;
  /** How many workers may be away at the same time. Default: 1. */
  readonly maxUnavailable?: number | undefined;
}

export interface TalosMachineTimeoutsValue {
  /** How long create may take, for instance "90s" or "1h30m". Default: 20m. */
  readonly create?: string | undefined;
  /** How long delete may take, for instance "90s" or "1h30m". Default: 20m. */
  readonly delete?: string | undefined;
  /** How long update may take, for instance "90s" or "1h30m". Default: 30m. */
  readonly update?: string | undefined;
}

export interface TalosMachineConfig extends TerraformMetaArguments {
  /** How a changed configuration is applied: `auto` reboots where that is needed, `no_reboot` refuses a change that needs a reboot, `staged` keeps it for the next boot. */
  readonly applyMode?: string | undefined;
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: TalosMachineClientConfigurationValue | IResolvable | undefined;
  /** Name of the cluster, the same for all its resources: by it the provider orders what happens to its machines, and finds them by their label `cluster`. */
  readonly cluster: string;
  /** Patches for this node alone, as YAML or JSON, applied in order to the configuration of its role. They are in the state in clear. */
  readonly configPatches?: readonly string[] | undefined;
  /** Address at which the Talos API of the machine is dialled, port 50000. */
  readonly endpoint: string;
  /** Installer image that the machine should run, for instance what the function `talos_installer_image` gives. What runs instead is shown as drift. Upgrades come with a later release: until then a changed image is refused while planning. After an import, the image that runs. */
  readonly image?: string | undefined;
  /** The machine configuration of its role, as `hephaestus_talos_machine_config` gives it. Exactly one of `machine_config` and `machine_config_wo` must be given. Another spelling of the same configuration changes nothing. Empty after an import, until the configuration changes. */
  readonly machineConfig?: string | undefined;
  /** The same, but kept out of the state: only hashes of its documents are stored, with which changes and drift are still seen. */
  readonly machineConfigWo?: string | undefined;
  /** Count it up to say that `machine_config_wo` changed. A change that is not told is seen by its hash, too. */
  readonly machineConfigWoVersion?: number | undefined;
  /** Name of the node, in Kubernetes and among the members of etcd. */
  readonly name: string;
  /** What happens to the node when this resource is destroyed. It must be applied before the destroy. */
  readonly onDestroy?: TalosMachineOnDestroyValue | IResolvable | undefined;
  /** What the machine is for. It must be the machine type of its configuration. */
  readonly role: string;
  /** How machines of one cluster take turns when they reboot. Control planes always go one at a time, and only while the others keep the quorum. */
  readonly rollout?: TalosMachineRolloutValue | IResolvable | undefined;
  /** Id of the Hetzner server underneath. A configuration is only ever sent to an address that Hetzner names for this server. When it changes, the old node leaves in order before its server goes. */
  readonly serverId: string;
  /** How long the verbs may take. */
  readonly timeouts?: TalosMachineTimeoutsValue | IResolvable | undefined;
}

const fields: Fields = {
  applyMode: ["apply_mode", "string"],
  clientConfiguration: ["client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
  cluster: ["cluster", "string"],
  configPatches: ["config_patches", "stringList"],
  endpoint: ["endpoint", "string"],
  image: ["image", "string"],
  machineConfig: ["machine_config", "string"],
  machineConfigWo: ["machine_config_wo", "string"],
  machineConfigWoVersion: ["machine_config_wo_version", "number"],
  name: ["name", "string"],
  onDestroy: ["on_destroy", "object", {
    deleteNode: ["delete_node", "boolean"],
    drain: ["drain", "boolean"],
    drainTimeout: ["drain_timeout", "string"],
    reset: ["reset", "boolean"],
    shutdown: ["shutdown", "boolean"],
  }],
  role: ["role", "string"],
  rollout: ["rollout", "object", {
    disableEviction: ["disable_eviction", "boolean"],
    drainTimeout: ["drain_timeout", "string"],
    etcdSnapshotBefore: ["etcd_snapshot_before", "boolean"],
    haltOnFailure: ["halt_on_failure", "boolean"],
    healthTimeout: ["health_timeout", "string"],
    maxUnavailable: ["max_unavailable", "number"],
  }],
  serverId: ["server_id", "string"],
  timeouts: ["timeouts", "object", {
    create: ["create", "string"],
    delete: ["delete", "string"],
    update: ["update", "string"],
  }],
};

/** One Talos node, from maintenance mode to its last day: configured when its server is there, watched for drift, rebooted in turn with its cluster where a change needs it, and drained, taken out of etcd and out of Kubernetes before its server goes. The first configuration is sent to a machine in maintenance mode, whose certificate nobody has signed: it must name its server, Hetzner must name its address for this server, and its certificate must stay the same; but somebody who sits on the path between cannot be told apart from it. Let Terraform run where that path can be trusted. */
export class TalosMachine extends ResourceBinding {
  static readonly tfResourceType = "hephaestus_talos_machine";

  constructor(scope: Construct, id: string, config: TalosMachineConfig) {
    super(scope, id, { name: "hephaestus_talos_machine", provider, fields }, config);
  }

  get action(): string {
    return this.getStringAttribute("action");
  }

  get addresses(): string[] {
    return this.getListAttribute("addresses");
  }

  get applyMode(): string {
    return this.getStringAttribute("apply_mode");
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get cluster(): string {
    return this.getStringAttribute("cluster");
  }

  get configPatches(): string[] {
    return this.getListAttribute("config_patches");
  }

  get configSha256(): string {
    return this.getStringAttribute("config_sha256");
  }

  get drift(): string[] {
    return this.getListAttribute("drift");
  }

  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }

  get hostname(): string {
    return this.getStringAttribute("hostname");
  }

  get image(): string {
    return this.getStringAttribute("image");
  }

  get machineConfig(): string {
    return this.getStringAttribute("machine_config");
  }

  get machineConfigWoVersion(): number {
    return this.getNumberAttribute("machine_config_wo_version");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get onDestroy(): IResolvable {
    return this.interpolationForAttribute("on_destroy");
  }

  get rebootPending(): IResolvable {
    return this.getBooleanAttribute("reboot_pending");
  }

  get role(): string {
    return this.getStringAttribute("role");
  }

  get rollout(): IResolvable {
    return this.interpolationForAttribute("rollout");
  }

  get schematicId(): string {
    return this.getStringAttribute("schematic_id");
  }

  get serverId(): string {
    return this.getStringAttribute("server_id");
  }

  get stage(): string {
    return this.getStringAttribute("stage");
  }

  get talosVersion(): string {
    return this.getStringAttribute("talos_version");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }
}
