/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface VolumeConfig extends TerraformMetaArguments {
  readonly automount?: boolean | IResolvable | undefined;
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly format?: string | undefined;
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly location?: string | undefined;
  readonly name: string;
  readonly serverId?: number | undefined;
  readonly size: number;
}

const fields: Fields = {
  automount: ["automount", "boolean"],
  deleteProtection: ["delete_protection", "boolean"],
  format: ["format", "string"],
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  location: ["location", "string"],
  name: ["name", "string"],
  serverId: ["server_id", "number"],
  size: ["size", "number"],
};

/** `hcloud_volume`. */
export class Volume extends ResourceBinding {
  static readonly tfResourceType = "hcloud_volume";

  constructor(scope: Construct, id: string, config: VolumeConfig) {
    super(scope, id, { name: "hcloud_volume", provider, fields }, config);
  }

  get automount(): IResolvable {
    return this.getBooleanAttribute("automount");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get format(): string {
    return this.getStringAttribute("format");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get linuxDevice(): string {
    return this.getStringAttribute("linux_device");
  }

  get location(): string {
    return this.getStringAttribute("location");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get size(): number {
    return this.getNumberAttribute("size");
  }
}
