import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** A planned change to carry out: null prior state for create, null planned state for delete. */
export interface ApplyResourceChangeRequest {
  readonly typeName: string;
  readonly priorState: Value;
  readonly plannedState: Value;
  readonly config: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** State after the change; with errors, what is to be saved all the same (null keeps the prior state or saves nothing). */
export interface ApplyResourceChangeResponse {
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
