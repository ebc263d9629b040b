/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface FloatingIpAssignmentConfig extends TerraformMetaArguments {
  readonly floatingIpId: number;
  readonly id?: string | undefined;
  readonly serverId: number;
}

const fields: Fields = {
  floatingIpId: ["floating_ip_id", "number"],
  id: ["id", "string"],
  serverId: ["server_id", "number"],
};

/** `hcloud_floating_ip_assignment`. */
export class FloatingIpAssignment extends ResourceBinding {
  static readonly tfResourceType = "hcloud_floating_ip_assignment";

  constructor(scope: Construct, id: string, config: FloatingIpAssignmentConfig) {
    super(scope, id, { name: "hcloud_floating_ip_assignment", provider, fields }, config);
  }

  get floatingIpId(): number {
    return this.getNumberAttribute("floating_ip_id");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }
}
