/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface VolumeAttachmentConfig extends TerraformMetaArguments {
  readonly automount?: boolean | IResolvable | undefined;
  readonly id?: string | undefined;
  readonly serverId: number;
  readonly volumeId: number;
}

const fields: Fields = {
  automount: ["automount", "boolean"],
  id: ["id", "string"],
  serverId: ["server_id", "number"],
  volumeId: ["volume_id", "number"],
};

/** `hcloud_volume_attachment`. */
export class VolumeAttachment extends ResourceBinding {
  static readonly tfResourceType = "hcloud_volume_attachment";

  constructor(scope: Construct, id: string, config: VolumeAttachmentConfig) {
    super(scope, id, { name: "hcloud_volume_attachment", provider, fields }, config);
  }

  get automount(): IResolvable {
    return this.getBooleanAttribute("automount");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get volumeId(): number {
    return this.getNumberAttribute("volume_id");
  }
}
