/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface PlacementGroupConfig extends TerraformMetaArguments {
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name: string;
  readonly type: string;
}

const fields: Fields = {
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  name: ["name", "string"],
  type: ["type", "string"],
};

/** `hcloud_placement_group`. */
export class PlacementGroup extends ResourceBinding {
  static readonly tfResourceType = "hcloud_placement_group";

  constructor(scope: Construct, id: string, config: PlacementGroupConfig) {
    super(scope, id, { name: "hcloud_placement_group", provider, fields }, config);
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get servers(): number[] {
    return this.getNumberListAttribute("servers");
  }

  get type(): string {
    return this.getStringAttribute("type");
  }
}
