/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataImageConfig extends TerraformMetaArguments {
  readonly id?: number | undefined;
  readonly includeDeprecated?: boolean | IResolvable | undefined;
  readonly mostRecent?: boolean | IResolvable | undefined;
  readonly name?: string | undefined;
  readonly selector?: string | undefined;
  readonly withArchitecture?: string | undefined;
  readonly withSelector?: string | undefined;
  readonly withStatus?: readonly string[] | undefined;
}

const fields: Fields = {
  id: ["id", "number"],
  includeDeprecated: ["include_deprecated", "boolean"],
  mostRecent: ["most_recent", "boolean"],
  name: ["name", "string"],
  selector: ["selector", "string"],
  withArchitecture: ["with_architecture", "string"],
  withSelector: ["with_selector", "string"],
  withStatus: ["with_status", "stringList"],
};

/** `hcloud_image`. */
export class DataImage extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_image";

  constructor(scope: Construct, id: string, config: DataImageConfig = {}) {
    super(scope, id, { name: "hcloud_image", provider, fields }, config);
  }

  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  get created(): string {
    return this.getStringAttribute("created");
  }

  get deprecated(): string {
    return this.getStringAttribute("deprecated");
  }

  get description(): string {
    return this.getStringAttribute("description");
  }

  get id(): number {
    return this.getNumberAttribute("id");
  }

  get includeDeprecated(): IResolvable {
    return this.getBooleanAttribute("include_deprecated");
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

  get osFlavor(): string {
    return this.getStringAttribute("os_flavor");
  }

  get osVersion(): string {
    return this.getStringAttribute("os_version");
  }

  get rapidDeploy(): IResolvable {
    return this.getBooleanAttribute("rapid_deploy");
  }

  get selector(): string {
    return this.getStringAttribute("selector");
  }

  get type(): string {
    return this.getStringAttribute("type");
  }

  get withArchitecture(): string {
    return this.getStringAttribute("with_architecture");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }

  get withStatus(): string[] {
    return this.getListAttribute("with_status");
  }
}
