import type { TerraformProvider } from "cdktf";

/** Which of several configurations of a provider is used. */
export interface ProviderProps {
  /** @default the stack's hcloud provider without alias */
  readonly hcloudProvider?: TerraformProvider;
  /** @default the stack's hephaestus provider without alias */
  readonly hephaestusProvider?: TerraformProvider;
}

/** The meta-argument for hcloud's types. */
export function hcloudOf({ hcloudProvider }: ProviderProps): { readonly provider?: TerraformProvider } {
  return hcloudProvider === undefined ? {} : { provider: hcloudProvider };
}

/** The meta-argument for our types. */
export function hephaestusOf({ hephaestusProvider }: ProviderProps): { readonly provider?: TerraformProvider } {
  return hephaestusProvider === undefined ? {} : { provider: hephaestusProvider };
}
