/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataServerNetworkValue {

}

export interface DataServerConfig extends TerraformMetaArguments {
  readonly id?: number | undefined;
  readonly name?: string | undefined;
  readonly network?: readonly DataServerNetworkValue[] | IResolvable | undefined;
  readonly placementGroupId?: number | undefined;
  readonly selector?: string | undefined;
  readonly withSelector?: string | undefined;
  readonly withStatus?: readonly string[] | undefined;
}

const fields: Fields = {
  id: ["id", "number"],
  name: ["name", "string"],
  network: ["network", "blockList", {}],
  placementGroupId: ["placement_group_id", "number"],
  selector: ["selector", "string"],
  withSelector: ["with_selector", "string"],
  withStatus: ["with_status", "stringList"],
};

/** `hcloud_server`. */
export class DataServer extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_server";

  constructor(scope: Construct, id: string, config: DataServerConfig = {}) {
    super(scope, id, { name: "hcloud_server", provider, fields }, config);
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

  get id(): number {
    return this.getNumberAttribute("id");
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

  get rebuildProtection(): IResolvable {
    return this.getBooleanAttribute("rebuild_protection");
  }

  get rescue(): string {
    return this.getStringAttribute("rescue");
  }

  get selector(): string {
    return this.getStringAttribute("selector");
  }

  get serverType(): string {
    return this.getStringAttribute("server_type");
  }

  get status(): string {
    return this.getStringAttribute("status");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }

  get withStatus(): string[] {
    return this.getListAttribute("with_status");
  }
}
