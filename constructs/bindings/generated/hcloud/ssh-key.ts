/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface SshKeyConfig extends TerraformMetaArguments {
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name: string;
  readonly publicKey: string;
}

const fields: Fields = {
  labels: ["labels", "stringMap"],
  name: ["name", "string"],
  publicKey: ["public_key", "string"],
};

/** `hcloud_ssh_key`. */
export class SshKey extends ResourceBinding {
  static readonly tfResourceType = "hcloud_ssh_key";

  constructor(scope: Construct, id: string, config: SshKeyConfig) {
    super(scope, id, { name: "hcloud_ssh_key", provider, fields }, config);
  }

  get fingerprint(): string {
    return this.getStringAttribute("fingerprint");
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

  get publicKey(): string {
    return this.getStringAttribute("public_key");
  }
}
