import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** An ephemeral block to open. */
export interface OpenEphemeralResourceRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** What was opened; undefined where there are errors. */
export interface OpenEphemeralResourceResponse {
  readonly result: Value | undefined;
  readonly renewAt: Date | undefined;
  readonly privateBytes: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}
