import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";

/** A data block to read. */
export interface ReadDataSourceRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** What was read; undefined where there are errors. */
export interface ReadDataSourceResponse {
  readonly state: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
