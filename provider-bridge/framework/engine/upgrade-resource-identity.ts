import type { RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** A stored identity of another version. */
export interface UpgradeResourceIdentityRequest {
  readonly typeName: string;
  readonly version: number;
  readonly rawIdentity: RawState;
}

/** The identity of the current version; undefined where there are errors. */
export interface UpgradeResourceIdentityResponse {
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
