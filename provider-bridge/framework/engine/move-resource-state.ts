import type { RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** State of another type (or provider) that a `moved` block hands over. */
export interface MoveResourceStateRequest {
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: number;
  readonly sourceState: RawState;
  readonly sourcePrivateBytes: Uint8Array;
  readonly targetTypeName: string;
}

/** State of the target type; undefined where there are errors. */
export interface MoveResourceStateResponse {
  readonly state: Value | undefined;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
