/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataImageFactoryVersionsConfig extends TerraformMetaArguments {
  /** Only versions of this minor version, for instance `v1.13`. Default: all. */
  readonly minor?: string | undefined;
  /** Leaves out alpha, beta and release candidate versions. Default: `true`. */
  readonly stableOnly?: boolean | IResolvable | undefined;
}

const fields: Fields = {
  minor: ["minor", "string"],
  stableOnly: ["stable_only", "boolean"],
};

/** The versions of Talos that the Image Factory builds. */
export class DataImageFactoryVersions extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_image_factory_versions";

  constructor(scope: Construct, id: string, config: DataImageFactoryVersionsConfig = {}) {
    super(scope, id, { name: "hephaestus_image_factory_versions", provider, fields }, config);
  }

  get latest(): string {
    return this.getStringAttribute("latest");
  }

  get minor(): string {
    return this.getStringAttribute("minor");
  }

  get stableOnly(): IResolvable {
    return this.getBooleanAttribute("stable_only");
  }

  get talosVersions(): string[] {
    return this.getListAttribute("talos_versions");
  }
}
