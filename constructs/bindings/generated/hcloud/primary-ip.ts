/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface PrimaryIpConfig extends TerraformMetaArguments {
  readonly assigneeId?: number | undefined;
  readonly assigneeType?: string | undefined;
  readonly autoDelete?: boolean | IResolvable | undefined;
  readonly datacenter?: string | undefined;
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly location?: string | undefined;
  readonly name: string;
  readonly type: string;
}

const fields: Fields = {
  assigneeId: ["assignee_id", "number"],
  assigneeType: ["assignee_type", "string"],
  autoDelete: ["auto_delete", "boolean"],
  datacenter: ["datacenter", "string"],
  deleteProtection: ["delete_protection", "boolean"],
  labels: ["labels", "stringMap"],
  location: ["location", "string"],
  name: ["name", "string"],
  type: ["type", "string"],
};

/** `hcloud_primary_ip`. */
export class PrimaryIp extends ResourceBinding {
  static readonly tfResourceType = "hcloud_primary_ip";

  constructor(scope: Construct, id: string, config: PrimaryIpConfig) {
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
}
