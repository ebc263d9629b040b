/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface LoadBalancerAlgorithmValue {
  readonly type?: string | undefined;
}

export interface LoadBalancerTargetValue {
  readonly serverId?: number | undefined;
  readonly type: string;
  readonly usePrivateIp?: boolean | IResolvable | undefined;
}

export interface LoadBalancerConfig extends TerraformMetaArguments {
  readonly algorithm?: readonly LoadBalancerAlgorithmValue[] | IResolvable | undefined;
  readonly deleteProtection?: boolean | IResolvable | undefined;
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly loadBalancerType: string;
  readonly location?: string | undefined;
  readonly name: string;
  readonly networkZone?: string | undefined;
  readonly target?: readonly LoadBalancerTargetValue[] | IResolvable | undefined;
}

const fields: Fields = {
  algorithm: ["algorithm", "blockList", {
    type: ["type", "string"],
  }],
  deleteProtection: ["delete_protection", "boolean"],
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  loadBalancerType: ["load_balancer_type", "string"],
  location: ["location", "string"],
  name: ["name", "string"],
  networkZone: ["network_zone", "string"],
  target: ["target", "blockList", {
    serverId: ["server_id", "number"],
    type: ["type", "string"],
    usePrivateIp: ["use_private_ip", "boolean"],
  }],
};

/** `hcloud_load_balancer`. */
export class LoadBalancer extends ResourceBinding {
  static readonly tfResourceType = "hcloud_load_balancer";

  constructor(scope: Construct, id: string, config: LoadBalancerConfig) {
    super(scope, id, { name: "hcloud_load_balancer", provider, fields }, config);
  }

  get algorithm(): IResolvable {
    return this.interpolationForAttribute("algorithm");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ipv4(): string {
    return this.getStringAttribute("ipv4");
  }

  get ipv6(): string {
    return this.getStringAttribute("ipv6");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get loadBalancerType(): string {
    return this.getStringAttribute("load_balancer_type");
  }

  get location(): string {
    return this.getStringAttribute("location");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get networkId(): number {
    return this.getNumberAttribute("network_id");
  }

  get networkIp(): string {
    return this.getStringAttribute("network_ip");
  }

  get networkZone(): string {
    return this.getStringAttribute("network_zone");
  }

  get target(): IResolvable {
    return this.interpolationForAttribute("target");
  }
}
