/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataPublicIpConfig extends TerraformMetaArguments {
  /** Which address: `ipv4` or `ipv6`. Default: `ipv4`. */
  readonly family?: string | undefined;
  /** Service that answers with the caller's address as text. Default: `public_ip_url` of the provider block, else a public service. */
  readonly url?: string | undefined;
}

const fields: Fields = {
  family: ["family", "string"],
  url: ["url", "string"],
};

/** The public address of the machine that runs Terraform, as a service on the internet sees it: for firewall rules that let only you in. */
export class DataPublicIp extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_public_ip";

  constructor(scope: Construct, id: string, config: DataPublicIpConfig = {}) {
    super(scope, id, { name: "hephaestus_public_ip", provider, fields }, config);
  }

  get address(): string {
    return this.getStringAttribute("address");
  }

  get cidr(): string {
    return this.getStringAttribute("cidr");
  }

  get family(): string {
    return this.getStringAttribute("family");
  }

  get url(): string {
    return this.getStringAttribute("url");
  }
}
