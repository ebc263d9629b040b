/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataPrimaryIpConfig extends TerraformMetaArguments {
  readonly id?: number | undefined;
  readonly ipAddress?: string | undefined;
  readonly name?: string | undefined;
  readonly withSelector?: string | undefined;
}

const fields: Fields = {
  id: ["id", "number"],
  ipAddress: ["ip_address", "string"],
  name: ["name", "string"],
  withSelector: ["with_selector", "string"],
};

/** `hcloud_primary_ip`. */
export class DataPrimaryIp extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_primary_ip";

  constructor(scope: Construct, id: string, config: DataPrimaryIpConfig = {}) {
    super(scope, id, { name: "hcloud_primary_ip", provider, fields }, config);
  }

  get assigneeId(): number {
    return this.getNumberAttribute("assignee_id");
  }

  get assigneeType(): string {
    return this.getStringAttribute("assignee_type");
  }

  get autoDelete(): IResolvable {
    return this.getBooleanAttribute("auto_delete");
  }

  get datacenter(): string {
    return this.getStringAttribute("datacenter");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get id(): number {
    return this.getNumberAttribute("id");
  }

  get ipAddress(): string {
    return this.getStringAttribute("ip_address");
  }

  get ipNetwork(): string {
    return this.getStringAttribute("ip_network");
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

  get type(): string {
    return this.getStringAttribute("type");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }
}
