/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface ServerNetworkValue {
  readonly aliasIps?: readonly string[] | undefined;
  readonly ip?: string | undefined;
  readonly networkId?: number | undefined;
  readonly subnetId?: string | undefined;
}

export interface ServerPublicNetValue {
  readonly ipv4?: number | undefined;
  readonly ipv4Enabled?: boolean | IResolvable | undefined;
  readonly ipv6?: number | undefined;
  readonly ipv6Enabled?: boolean | IResolvable | undefined;
}

export interface ServerTimeoutsValue {
  readonly create?: string | undefined;
}

export interface ServerConfig extends TerraformMetaArguments {
  readonly allowDeprecatedImages?: boolean | IResolvable | undefined;
  readonly backups?: boolean | IResolvable | undefined;
  readonly datacenter?: string | undefined;
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly firewallIds?: readonly number[] | undefined;
  readonly id?: string | undefined;
  readonly ignoreRemoteFirewallIds?: boolean | IResolvable | undefined;
  readonly image?: string | undefined;
  readonly iso?: string | undefined;
  readonly keepDisk?: boolean | IResolvable | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly location?: string | undefined;
  readonly name: string;
  readonly network?: readonly ServerNetworkValue[] | IResolvable | undefined;
  readonly placementGroupId?: number | undefined;
  readonly publicNet?: readonly ServerPublicNetValue[] | IResolvable | undefined;
  readonly rebuildProtection?: boolean | IResolvable | undefined;
  readonly rescue?: string | undefined;
  readonly serverType: string;
  readonly shutdownBeforeDeletion?: boolean | IResolvable | undefined;
  readonly sshKeys?: readonly string[] | undefined;
  readonly timeouts?: ServerTimeoutsValue | IResolvable | undefined;
  readonly userData?: string | undefined;
}

const fields: Fields = {
  allowDeprecatedImages: ["allow_deprecated_images", "boolean"],
  backups: ["backups", "boolean"],
  datacenter: ["datacenter", "string"],
  deleteProtection: ["delete_protection", "boolean"],
  firewallIds: ["firewall_ids", "numberList"],
  id: ["id", "string"],
  ignoreRemoteFirewallIds: ["ignore_remote_firewall_ids", "boolean"],
  image: ["image", "string"],
  iso: ["iso", "string"],
  keepDisk: ["keep_disk", "boolean"],
  labels: ["labels", "stringMap"],
  location: ["location", "string"],
  name: ["name", "string"],
  network: ["network", "blockList", {
    aliasIps: ["alias_ips", "stringList"],
    ip: ["ip", "string"],
    networkId: ["network_id", "number"],
    subnetId: ["subnet_id", "string"],
  }],
  placementGroupId: ["placement_group_id", "number"],
  publicNet: ["public_net", "blockList", {
    ipv4: ["ipv4", "number"],
    ipv4Enabled: ["ipv4_enabled", "boolean"],
    ipv6: ["ipv6", "number"],
    ipv6Enabled: ["ipv6_enabled", "boolean"],
  }],
  rebuildProtection: ["rebuild_protection", "boolean"],
  rescue: ["rescue", "string"],
  serverType: ["server_type", "string"],
  shutdownBeforeDeletion: ["shutdown_before_deletion", "boolean"],
  sshKeys: ["ssh_keys", "stringList"],
  timeouts: ["timeouts", "blockSingle", {
    create: ["create", "string"],
  }],
  userData: ["user_data", "string"],
};

/** `hcloud_server`. */
export class Server extends ResourceBinding {
  static readonly tfResourceType = "hcloud_server";

  constructor(scope: Construct, id: string, config: ServerConfig) {
    super(scope, id, { name: "hcloud_server", provider, fields }, config);
  }

  get allowDeprecatedImages(): IResolvable {
    return this.getBooleanAttribute("allow_deprecated_images");
  }

  get backupWindow(): string {
    return this.getStringAttribute("backup_window");
  }

  get backups(): IResolvable {
    return this.getBooleanAttribute("backups");
  }

  get datacenter(): string {
    return this.getStringAttribute("datacenter");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get firewallIds(): number[] {
    return this.getNumberListAttribute("firewall_ids");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ignoreRemoteFirewallIds(): IResolvable {
    return this.getBooleanAttribute("ignore_remote_firewall_ids");
  }

  get image(): string {
    return this.getStringAttribute("image");
  }

  get ipv4Address(): string {
    return this.getStringAttribute("ipv4_address");
  }

  get ipv6Address(): string {
    return this.getStringAttribute("ipv6_address");
  }

  get ipv6Network(): string {
    return this.getStringAttribute("ipv6_network");
  }

  get iso(): string {
    return this.getStringAttribute("iso");
  }

  get keepDisk(): IResolvable {
    return this.getBooleanAttribute("keep_disk");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get location(): string {
    return this.getStringAttribute("location");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get network(): IResolvable {
    return this.interpolationForAttribute("network");
  }

  get placementGroupId(): number {
    return this.getNumberAttribute("placement_group_id");
  }

  get primaryDiskSize(): number {
    return this.getNumberAttribute("primary_disk_size");
  }

  get publicNet(): IResolvable {
    return this.interpolationForAttribute("public_net");
  }

  get rebuildProtection(): IResolvable {
    return this.getBooleanAttribute("rebuild_protection");
  }

  get rescue(): string {
    return this.getStringAttribute("rescue");
  }

  get serverType(): string {
    return this.getStringAttribute("server_type");
  }

  get shutdownBeforeDeletion(): IResolvable {
    return this.getBooleanAttribute("shutdown_before_deletion");
  }

  get sshKeys(): string[] {
    return this.getListAttribute("ssh_keys");
  }

  get status(): string {
    return this.getStringAttribute("status");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }

  get userData(): string {
    return this.getStringAttribute("user_data");
  }
}
