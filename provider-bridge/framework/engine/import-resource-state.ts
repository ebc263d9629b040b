import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** An id, or an identity, to take over. */
export interface ImportResourceStateRequest {
  readonly typeName: string;
  readonly id: string;
  readonly identity: Value | undefined;
}

/** The one resource taken over; undefined where there are errors. */
export interface ImportResourceStateResponse {
  readonly imported: ImportedResource | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of it; a read follows. */
export interface ImportedResource {
  readonly typeName: string;
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}
