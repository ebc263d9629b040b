import { call, rawString, Token } from "cdktf";
import { Construct } from "constructs";
import { Rdns } from "../bindings/hcloud";
import { numberOf } from "../props/hcloud-id";
import { hcloudOf } from "../props/providers";
import type { ReverseDnsProps } from "./props";

/** The name that an address has in reverse DNS, out of a template that Terraform fills in when it knows the address. */
export class ReverseDns extends Construct {
  constructor(scope: Construct, id: string, props: ReverseDnsProps) {
    super(scope, id);
    const { template, ipAddress, serverId, loadBalancerId, values = {} } = props;
    const texts = Object.entries({ ...values, ip: ipAddress }).map(([key, value]): [string, unknown] => [
      key,
      Token.isUnresolved(value) ? value : rawString(value),
    ]);
    const name = call("provider::hephaestus::rdns_name", [rawString(template), Object.fromEntries(texts)]);
    new Rdns(this, "Resource", {
      ...hcloudOf(props),
      ...(serverId === undefined ? {} : { serverId: numberOf(serverId) }),
      ...(loadBalancerId === undefined ? {} : { loadBalancerId: numberOf(loadBalancerId) }),
      ipAddress,
      dnsPtr: Token.asString(name),
    });
  }
}
