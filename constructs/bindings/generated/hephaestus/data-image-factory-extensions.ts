/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataImageFactoryExtensionsConfig extends TerraformMetaArguments {
  /** Only these extensions, in this order; `siderolabs/` may be left out. One that is not there is an error. Default: all. */
  readonly names?: readonly string[] | undefined;
  /** Version of Talos, with or without `v`. */
  readonly talosVersion: string;
}

const fields: Fields = {
  names: ["names", "stringList"],
  talosVersion: ["talos_version", "string"],
};

/** The official system extensions that the Image Factory has for a version of Talos. */
export class DataImageFactoryExtensions extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_image_factory_extensions";

  constructor(scope: Construct, id: string, config: DataImageFactoryExtensionsConfig) {
    super(scope, id, { name: "hephaestus_image_factory_extensions", provider, fields }, config);
  }

  get extensions(): IResolvable {
    return this.interpolationForAttribute("extensions");
  }

  get names(): string[] {
    return this.getListAttribute("names");
  }

  get talosVersion(): string {
    return this.getStringAttribute("talos_version");
  }
}
