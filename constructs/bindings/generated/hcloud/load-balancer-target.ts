/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface LoadBalancerTargetConfig extends TerraformMetaArguments {
  readonly id?: string | undefined;
  readonly ip?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly loadBalancerId: number;
  readonly serverId?: number | undefined;
  readonly type: string;
  readonly usePrivateIp?: boolean | IResolvable | undefined;
}

const fields: Fields = {
  id: ["id", "string"],
  ip: ["ip", "string"],
  labelSelector: ["label_selector", "string"],
  loadBalancerId: ["load_balancer_id", "number"],
  serverId: ["server_id", "number"],
  type: ["type", "string"],
  usePrivateIp: ["use_private_ip", "boolean"],
};

/** `hcloud_load_balancer_target`. */
export class LoadBalancerTarget extends ResourceBinding {
  static readonly tfResourceType = "hcloud_load_balancer_target";

  constructor(scope: Construct, id: string, config: LoadBalancerTargetConfig) {
    super(scope, id, { name: "hcloud_load_balancer_target", provider, fields }, config);
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ip(): string {
    return this.getStringAttribute("ip");
  }

  get labelSelector(): string {
    return this.getStringAttribute("label_selector");
  }

  get loadBalancerId(): number {
    return this.getNumberAttribute("load_balancer_id");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }

  get type(): string {
    return this.getStringAttribute("type");
  }

  get usePrivateIp(): IResolvable {
    return this.getBooleanAttribute("use_private_ip");
  }
}
