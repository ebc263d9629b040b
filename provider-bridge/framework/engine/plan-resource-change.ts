import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Path } from "../values/path";
import type { Value } from "../values/value";

/** A change to plan: null prior state for create, null proposed state for delete. */
export interface PlanResourceChangeRequest {
  readonly typeName: string;
  readonly priorState: Value;
  readonly proposedState: Value;
  readonly config: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** The planned state, and the paths whose change needs a new resource. */
export interface PlanResourceChangeResponse {
  readonly plannedState: Value;
  readonly requiresReplace: readonly Path[];
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
