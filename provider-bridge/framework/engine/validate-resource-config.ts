import type { Value } from "../values/value";

/** A resource block to check; it may hold unknowns. */
export interface ValidateResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
  readonly writeOnlyAttributesAllowed: boolean;
}
