/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface SnapshotTimeoutsValue {
  readonly create?: string | undefined;
}

export interface SnapshotConfig extends TerraformMetaArguments {
  readonly description?: string | undefined;
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly serverId: number;
  readonly timeouts?: SnapshotTimeoutsValue | IResolvable | undefined;
}

const fields: Fields = {
  description: ["description", "string"],
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  serverId: ["server_id", "number"],
  timeouts: ["timeouts", "blockSingle", {
    create: ["create", "string"],
  }],
};

/** `hcloud_snapshot`. */
export class Snapshot extends ResourceBinding {
  static readonly tfResourceType = "hcloud_snapshot";

  constructor(scope: Construct, id: string, config: SnapshotConfig) {
    super(scope, id, { name: "hcloud_snapshot", provider, fields }, config);
  }

  get description(): string {
    return this.getStringAttribute("description");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }
}
