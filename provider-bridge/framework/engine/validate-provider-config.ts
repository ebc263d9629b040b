import type { Value } from "../values/value";

/** A provider block to check; it may hold unknowns. */
export interface ValidateProviderConfigRequest {
  readonly config: Value;
}
