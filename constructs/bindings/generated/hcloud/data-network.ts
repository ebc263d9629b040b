/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataNetworkConfig extends TerraformMetaArguments {
  readonly id?: number | undefined;
  readonly ipRange?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly mostRecent?: boolean | IResolvable | undefined;
  readonly name?: string | undefined;
  readonly withSelector?: string | undefined;
}

const fields: Fields = {
  id: ["id", "number"],
  ipRange: ["ip_range", "string"],
  labels: ["labels", "stringMap"],
  mostRecent: ["most_recent", "boolean"],
  name: ["name", "string"],
  withSelector: ["with_selector", "string"],
};

/** `hcloud_network`. */
export class DataNetwork extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_network";

  constructor(scope: Construct, id: string, config: DataNetworkConfig = {}) {
    super(scope, id, { name: "hcloud_network", provider, fields }, config);
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get exposeRoutesToVswitch(): IResolvable {
    return this.getBooleanAttribute("expose_routes_to_vswitch");
  }

  get id(): number {
    return this.getNumberAttribute("id");
  }

  get ipRange(): string {
    return this.getStringAttribute("ip_range");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get mostRecent(): IResolvable {
    return this.getBooleanAttribute("most_recent");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }
}
