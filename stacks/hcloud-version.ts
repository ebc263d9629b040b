import { provider } from "../constructs/bindings/generated/hcloud/identity";

/** The version of `hetznercloud/hcloud` that the bindings are made of, and that stacks therefore pin. */
export const hcloudVersion: string = provider.providerVersion;
