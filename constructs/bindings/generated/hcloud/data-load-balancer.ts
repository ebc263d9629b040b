/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataLoadBalancerConfig extends TerraformMetaArguments {
  readonly id?: number | undefined;
  readonly name?: string | undefined;
  readonly withSelector?: string | undefined;
}

const fields: Fields = {
  id: ["id", "number"],
  name: ["name", "string"],
  withSelector: ["with_selector", "string"],
};

/** `hcloud_load_balancer`. */
export class DataLoadBalancer extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_load_balancer";

  constructor(scope: Construct, id: string, config: DataLoadBalancerConfig = {}) {
    super(scope, id, { name: "hcloud_load_balancer", provider, fields }, config);
  }

  get algorithm(): IResolvable {
    return this.interpolationForAttribute("algorithm");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get id(): number {
    return this.getNumberAttribute("id");
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

  get service(): IResolvable {
    return this.interpolationForAttribute("service");
  }

  get target(): IResolvable {
    return this.interpolationForAttribute("target");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }
}
