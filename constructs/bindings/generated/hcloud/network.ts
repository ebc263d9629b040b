/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface NetworkConfig extends TerraformMetaArguments {
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly exposeRoutesToVswitch?: boolean | IResolvable | undefined;
  readonly id?: string | undefined;
  readonly ipRange: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name: string;
}

const fields: Fields = {
  deleteProtection: ["delete_protection", "boolean"],
  exposeRoutesToVswitch: ["expose_routes_to_vswitch", "boolean"],
  id: ["id", "string"],
  ipRange: ["ip_range", "string"],
  labels: ["labels", "stringMap"],
  name: ["name", "string"],
};

/** `hcloud_network`. */
export class Network extends ResourceBinding {
  static readonly tfResourceType = "hcloud_network";

  constructor(scope: Construct, id: string, config: NetworkConfig) {
    super(scope, id, { name: "hcloud_network", provider, fields }, config);
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get exposeRoutesToVswitch(): IResolvable {
    return this.getBooleanAttribute("expose_routes_to_vswitch");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ipRange(): string {
    return this.getStringAttribute("ip_range");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }
}
