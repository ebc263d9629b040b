/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface LoadBalancerNetworkConfig extends TerraformMetaArguments {
  readonly enablePublicInterface?: boolean | IResolvable | undefined;
  readonly ip?: string | undefined;
  readonly loadBalancerId: number;
  readonly networkId?: number | undefined;
  readonly subnetId?: string | undefined;
}

const fields: Fields = {
  enablePublicInterface: ["enable_public_interface", "boolean"],
  ip: ["ip", "string"],
  loadBalancerId: ["load_balancer_id", "number"],
  networkId: ["network_id", "number"],
  subnetId: ["subnet_id", "string"],
};

/** `hcloud_load_balancer_network`. */
export class LoadBalancerNetwork extends ResourceBinding {
  static readonly tfResourceType = "hcloud_load_balancer_network";

  constructor(scope: Construct, id: string, config: LoadBalancerNetworkConfig) {
    super(scope, id, { name: "hcloud_load_balancer_network", provider, fields }, config);
  }

  get enablePublicInterface(): IResolvable {
    return this.getBooleanAttribute("enable_public_interface");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ip(): string {
    return this.getStringAttribute("ip");
  }

  get loadBalancerId(): number {
    return this.getNumberAttribute("load_balancer_id");
  }

  get networkId(): number {
    return this.getNumberAttribute("network_id");
  }

  get subnetId(): string {
    return this.getStringAttribute("subnet_id");
  }
}
