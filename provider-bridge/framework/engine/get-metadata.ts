import type { Engine } from "./engine";

/** What the provider serves, by name. */
export interface GetMetadataResponse {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
  readonly ephemeralResources: readonly string[];
  readonly functions: readonly string[];
}

/** Names only: nothing is loaded. */
export function getMetadata({ provider }: Engine): GetMetadataResponse {
  return {
    resources: [...provider.resources.keys()],
    dataSources: [...provider.dataSources.keys()],
    ephemeralResources: [...provider.ephemeralResources.keys()],
    functions: [...provider.functions.keys()],
  };
}
