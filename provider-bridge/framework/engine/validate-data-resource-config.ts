import type { Value } from "../values/value";

/** A data block to check; it may hold unknowns. */
export interface ValidateDataResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
}
