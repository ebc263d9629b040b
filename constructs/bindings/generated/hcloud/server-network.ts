/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface ServerNetworkConfig extends TerraformMetaArguments {
  readonly aliasIps?: readonly string[] | undefined;
  readonly ip?: string | undefined;
  readonly networkId?: number | undefined;
  readonly serverId: number;
  readonly subnetId?: string | undefined;
}

const fields: Fields = {
  aliasIps: ["alias_ips", "stringList"],
  ip: ["ip", "string"],
  networkId: ["network_id", "number"],
  serverId: ["server_id", "number"],
  subnetId: ["subnet_id", "string"],
};

/** `hcloud_server_network`. */
export class ServerNetwork extends ResourceBinding {
  static readonly tfResourceType = "hcloud_server_network";

  constructor(scope: Construct, id: string, config: ServerNetworkConfig) {
    super(scope, id, { name: "hcloud_server_network", provider, fields }, config);
  }

  get aliasIps(): string[] {
    return this.getListAttribute("alias_ips");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ip(): string {
    return this.getStringAttribute("ip");
  }

  get macAddress(): string {
    return this.getStringAttribute("mac_address");
  }

  get networkId(): number {
    return this.getNumberAttribute("network_id");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get subnetId(): string {
    return this.getStringAttribute("subnet_id");
  }
}
