/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface FirewallAttachmentConfig extends TerraformMetaArguments {
  readonly firewallId: number;
  readonly id?: string | undefined;
  readonly labelSelectors?: readonly string[] | undefined;
  readonly serverIds?: readonly number[] | undefined;
}

const fields: Fields = {
  firewallId: ["firewall_id", "number"],
  id: ["id", "string"],
  labelSelectors: ["label_selectors", "stringList"],
  serverIds: ["server_ids", "numberList"],
};

/** `hcloud_firewall_attachment`. */
export class FirewallAttachment extends ResourceBinding {
  static readonly tfResourceType = "hcloud_firewall_attachment";

  constructor(scope: Construct, id: string, config: FirewallAttachmentConfig) {
    super(scope, id, { name: "hcloud_firewall_attachment", provider, fields }, config);
  }

  get firewallId(): number {
    return this.getNumberAttribute("firewall_id");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get labelSelectors(): string[] {
    return this.getListAttribute("label_selectors");
  }

  get serverIds(): number[] {
    return this.getNumberListAttribute("server_ids");
  }
}
