/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { ProviderIdentity } from "../../binding";

/** Whose types these are. */
export const provider: ProviderIdentity = { providerName: "hephaestus", providerVersion: "0.1.0" };
