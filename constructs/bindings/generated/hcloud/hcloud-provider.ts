/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { Construct } from "constructs";
import { ProviderBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface HcloudProviderConfig {
  readonly endpoint?: string | undefined;
  readonly endpointHetzner?: string | undefined;
  readonly pollFunction?: string | undefined;
  readonly pollInterval?: string | undefined;
  readonly token?: string | undefined;
  /** Name by which resources choose it. */
  readonly alias?: string | undefined;
}

const fields: Fields = {
  endpoint: ["endpoint", "string"],
  endpointHetzner: ["endpoint_hetzner", "string"],
  pollFunction: ["poll_function", "string"],
  pollInterval: ["poll_interval", "string"],
  token: ["token", "string"],
};

/** `hcloud`. */
export class HcloudProvider extends ProviderBinding {
  static readonly tfResourceType = "hcloud";

  constructor(scope: Construct, id: string, config: HcloudProviderConfig = {}) {
    super(scope, id, { name: "hcloud", provider, fields, source: "hetznercloud/hcloud" }, config);
  }
}
