import type { RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** Stored state of a version, asked for every time state is read, even for the current version. */
export interface UpgradeResourceStateRequest {
  readonly typeName: string;
  readonly version: number;
  readonly rawState: RawState;
}

/** State of the current version; undefined where there are errors. */
export interface UpgradeResourceStateResponse {
  readonly state: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
