/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface FirewallApplyToValue {
  readonly labelSelector?: string | undefined;
  readonly server?: number | undefined;
}

export interface FirewallRuleValue {
  readonly description?: string | undefined;
  readonly destinationIps?: readonly string[] | undefined;
  readonly direction: string;
  readonly port?: string | undefined;
  readonly protocol: string;
  readonly sourceIps?: readonly string[] | undefined;
}

export interface FirewallConfig extends TerraformMetaArguments {
  readonly applyTo?: readonly FirewallApplyToValue[] | IResolvable | undefined;
  readonly id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly name: string;
  readonly rule?: readonly FirewallRuleValue[] | IResolvable | undefined;
}

const fields: Fields = {
  applyTo: ["apply_to", "blockList", {
    labelSelector: ["label_selector", "string"],
    server: ["server", "number"],
  }],
  id: ["id", "string"],
  labels: ["labels", "stringMap"],
  name: ["name", "string"],
  rule: ["rule", "blockList", {
    description: ["description", "string"],
    destinationIps: ["destination_ips", "stringList"],
    direction: ["direction", "string"],
    port: ["port", "string"],
    protocol: ["protocol", "string"],
    sourceIps: ["source_ips", "stringList"],
  }],
};

/** `hcloud_firewall`. */
export class Firewall extends ResourceBinding {
  static readonly tfResourceType = "hcloud_firewall";

  constructor(scope: Construct, id: string, config: FirewallConfig) {
    super(scope, id, { name: "hcloud_firewall", provider, fields }, config);
  }

  get applyTo(): IResolvable {
    return this.interpolationForAttribute("apply_to");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get rule(): IResolvable {
    return this.interpolationForAttribute("rule");
  }
}
