/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface RdnsConfig extends TerraformMetaArguments {
  readonly dnsPtr: string;
  readonly floatingIpId?: number | undefined;
  readonly ipAddress: string;
  readonly loadBalancerId?: number | undefined;
  readonly primaryIpId?: number | undefined;
  readonly serverId?: number | undefined;
}

const fields: Fields = {
  dnsPtr: ["dns_ptr", "string"],
  floatingIpId: ["floating_ip_id", "number"],
  ipAddress: ["ip_address", "string"],
  loadBalancerId: ["load_balancer_id", "number"],
  primaryIpId: ["primary_ip_id", "number"],
  serverId: ["server_id", "number"],
};

/** `hcloud_rdns`. */
export class Rdns extends ResourceBinding {
  static readonly tfResourceType = "hcloud_rdns";

  constructor(scope: Construct, id: string, config: RdnsConfig) {
    super(scope, id, { name: "hcloud_rdns", provider, fields }, config);
  }

  get dnsPtr(): string {
    return this.getStringAttribute("dns_ptr");
  }

  get floatingIpId(): number {
    return this.getNumberAttribute("floating_ip_id");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get ipAddress(): string {
    return this.getStringAttribute("ip_address");
  }

  get loadBalancerId(): number {
    return this.getNumberAttribute("load_balancer_id");
  }

  get primaryIpId(): number {
    return this.getNumberAttribute("primary_ip_id");
  }

  get serverId(): number {
    return this.getNumberAttribute("server_id");
  }
}
