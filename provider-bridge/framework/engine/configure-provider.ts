import type { Value } from "../values/value";

/** The provider block, with unknowns during planning. */
export interface ConfigureProviderRequest {
  readonly config: Value;
  readonly terraformVersion: string;
}
