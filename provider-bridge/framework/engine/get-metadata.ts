/** What the provider serves, by name. */
export interface GetMetadataResponse {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
  readonly ephemeralResources: readonly string[];
  readonly functions: readonly string[];
}
