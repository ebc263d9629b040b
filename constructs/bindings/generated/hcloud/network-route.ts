/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface NetworkRouteConfig extends TerraformMetaArguments {
  readonly destination: string;
  readonly gateway: string;
  readonly id?: string | undefined;
  readonly networkId: number;
}

const fields: Fields = {
  destination: ["destination", "string"],
  gateway: ["gateway", "string"],
  id: ["id", "string"],
  networkId: ["network_id", "number"],
};

/** `hcloud_network_route`. */
export class NetworkRoute extends ResourceBinding {
  static readonly tfResourceType = "hcloud_network_route";

  constructor(scope: Construct, id: string, config: NetworkRouteConfig) {
    super(scope, id, { name: "hcloud_network_route", provider, fields }, config);
  }

  get destination(): string {
    return this.getStringAttribute("destination");
  }

  get gateway(): string {
    return this.getStringAttribute("gateway");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get networkId(): number {
    return this.getNumberAttribute("network_id");
  }
}
