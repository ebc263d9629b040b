/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataSshKeyConfig extends TerraformMetaArguments {
  readonly fingerprint?: string | undefined;
  readonly id?: number | undefined;
  readonly name?: string | undefined;
  readonly selector?: string | undefined;
  readonly withSelector?: string | undefined;
}

const fields: Fields = {
  fingerprint: ["fingerprint", "string"],
  id: ["id", "number"],
  name: ["name", "string"],
  selector: ["selector", "string"],
  withSelector: ["with_selector", "string"],
};

/** `hcloud_ssh_key`. */
export class DataSshKey extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_ssh_key";

  constructor(scope: Construct, id: string, config: DataSshKeyConfig = {}) {
    super(scope, id, { name: "hcloud_ssh_key", provider, fields }, config);
  }

  get fingerprint(): string {
    return this.getStringAttribute("fingerprint");
  }

  get id(): number {
    return this.getNumberAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get publicKey(): string {
    return this.getStringAttribute("public_key");
  }

  get selector(): string {
    return this.getStringAttribute("selector");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }
}
