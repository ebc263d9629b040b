/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataHcloudAvailabilityConfig extends TerraformMetaArguments {
  /** Only server types of this architecture: `amd64` or `arm64`. Default: both. */
  readonly architecture?: string | undefined;
  /** Leaves out what cannot be ordered now. Default: `false`. */
  readonly availableOnly?: boolean | IResolvable | undefined;
  /** Only these locations. Default: all. */
  readonly locations?: readonly string[] | undefined;
  /** Only these server types. Default: all. */
  readonly serverTypes?: readonly string[] | undefined;
}

const fields: Fields = {
  architecture: ["architecture", "string"],
  availableOnly: ["available_only", "boolean"],
  locations: ["locations", "stringList"],
  serverTypes: ["server_types", "stringList"],
};

/** Which server types of Hetzner Cloud can be had in which location, until when, and for how much, cheapest first. */
export class DataHcloudAvailability extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_hcloud_availability";

  constructor(scope: Construct, id: string, config: DataHcloudAvailabilityConfig = {}) {
    super(scope, id, { name: "hephaestus_hcloud_availability", provider, fields }, config);
  }

  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  get availableOnly(): IResolvable {
    return this.getBooleanAttribute("available_only");
  }

  get locations(): string[] {
    return this.getListAttribute("locations");
  }

  get offers(): IResolvable {
    return this.interpolationForAttribute("offers");
  }

  get serverTypes(): string[] {
    return this.getListAttribute("server_types");
  }
}
