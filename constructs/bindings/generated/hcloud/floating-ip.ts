/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface FloatingIpConfig extends TerraformMetaArguments {
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly description?: string | undefined;
  readonly homeLocation?: string | undefined;
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name?: string | undefined;
  readonly serverId?: number | undefined;
  readonly type: string;
}

const fields: Fields = {
  deleteProtection: ["delete_protection", "boolean"],
  description: ["description", "string"],
  homeLocation: ["home_location", "string"],
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  name: ["name", "string"],
  serverId: ["server_id", "number"],
  type: ["type", "string"],
};

/** `hcloud_floating_ip`. */
export class FloatingIp extends ResourceBinding {
  static readonly tfResourceType = "hcloud_floating_ip";

  constructor(scope: Construct, id: string, config: FloatingIpConfig) {
    super(scope, id, { name: "hcloud_floating_ip", provider, fields }, config);
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get description(): string {
    return this.getStringAttribute("description");
  }

  get homeLocation(): string {
    return this.getStringAttribute("home_location");
  }

  get id(): string {
    return this.getStringAttribute("id");
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

  get name(): string {
    return this.getStringAttribute("name");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get type(): string {
    return this.getStringAttribute("type");
  }
}
