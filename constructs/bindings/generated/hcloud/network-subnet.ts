/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface NetworkSubnetConfig extends TerraformMetaArguments {
  readonly id?: string | undefined;
  readonly ipRange: string;
  readonly networkId: number;
  readonly networkZone: string;
  readonly type: string;
  readonly vswitchId?: number | undefined;
}

const fields: Fields = {
  id: ["id", "string"],
  ipRange: ["ip_range", "string"],
  networkId: ["network_id", "number"],
  networkZone: ["network_zone", "string"],
  type: ["type", "string"],
  vswitchId: ["vswitch_id", "number"],
};

/** `hcloud_network_subnet`. */
export class NetworkSubnet extends ResourceBinding {
  static readonly tfResourceType = "hcloud_network_subnet";

  constructor(scope: Construct, id: string, config: NetworkSubnetConfig) {
    super(scope, id, { name: "hcloud_network_subnet", provider, fields }, config);
  }

  get gateway(): string {
    return this.getStringAttribute("gateway");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ipRange(): string {
    return this.getStringAttribute("ip_range");
  }

  get networkId(): number {
    return this.getNumberAttribute("network_id");
  }

  get networkZone(): string {
    return this.getStringAttribute("network_zone");
  }

  get type(): string {
    return this.getStringAttribute("type");
  }

  get vswitchId(): number {
    return this.getNumberAttribute("vswitch_id");
  }
}
