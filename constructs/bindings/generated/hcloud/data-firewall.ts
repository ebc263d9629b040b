/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataFirewallApplyToValue {
  readonly labelSelector?: string | undefined;
  readonly server?: number | undefined;
}

export interface DataFirewallRuleValue {
  readonly description?: string | undefined;
  readonly destinationIps?: readonly string[] | undefined;
  readonly direction: string;
  readonly port?: string | undefined;
  readonly protocol?: string | undefined;
  readonly sourceIps?: readonly string[] | undefined;
}

export interface DataFirewallConfig extends TerraformMetaArguments {
  readonly applyTo?: readonly DataFirewallApplyToValue[] | IResolvable | undefined;
  readonly id?: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly mostRecent?: boolean | IResolvable | undefined;
  readonly name?: string | undefined;
  readonly rule?: readonly DataFirewallRuleValue[] | IResolvable | undefined;
  readonly withSelector?: string | undefined;
}

const fields: Fields = {
  applyTo: ["apply_to", "blockList", {
    labelSelector: ["label_selector", "string"],
    server: ["server", "number"],
  }],
  id: ["id", "number"],
  labels: ["labels", "stringMap"],
  mostRecent: ["most_recent", "boolean"],
  name: ["name", "string"],
  rule: ["rule", "blockList", {
    description: ["description", "string"],
    destinationIps: ["destination_ips", "stringList"],
    direction: ["direction", "string"],
    port: ["port", "string"],
    protocol: ["protocol", "string"],
    sourceIps: ["source_ips", "stringList"],
  }],
  withSelector: ["with_selector", "string"],
};

/** `hcloud_firewall`. */
export class DataFirewall extends DataSourceBinding {
  static readonly tfResourceType = "hcloud_firewall";

  constructor(scope: Construct, id: string, config: DataFirewallConfig = {}) {
    super(scope, id, { name: "hcloud_firewall", provider, fields }, config);
  }

  get applyTo(): IResolvable {
    return this.interpolationForAttribute("apply_to");
  }

  get id(): number {
    return this.getNumberAttribute("id");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get mostRecent(): IResolvable {
    return this.getBooleanAttribute("most_recent");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get rule(): IResolvable {
    return this.interpolationForAttribute("rule");
  }

  get withSelector(): string {
    return this.getStringAttribute("with_selector");
  }
}
