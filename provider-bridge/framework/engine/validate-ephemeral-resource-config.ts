import type { Value } from "../values/value";

/** An ephemeral block to check; it may hold unknowns. */
export interface ValidateEphemeralResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
}
