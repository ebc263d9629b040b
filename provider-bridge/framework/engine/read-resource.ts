import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** Stored state to compare with the real thing. */
export interface ReadResourceRequest {
  readonly typeName: string;
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** State as it is; null drops it. What is answered as private replaces what was stored. */
export interface ReadResourceResponse {
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
