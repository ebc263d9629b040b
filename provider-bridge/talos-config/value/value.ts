import type { Float, RawScalar } from "../yaml";

/** A mapping whose keys are not all strings; only free-form parts of a configuration may hold one. */
export class GeneralMap {
  readonly entries: readonly (readonly [Value, Value])[];

  constructor(entries: readonly (readonly [Value, Value])[]) {
    this.entries = entries;
  }
}

/**
 * A decoded value. Structs and maps are Maps; a field that has Go's zero value is absent from its struct
 * (a pointer to a zero value is present). Addresses, durations, URLs and the like are canonical texts.
 */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Float
  | RawScalar
  | GeneralMap
  | Value[]
  | Map<string, Value>;

/** A struct or map. */
export type ValueMap = Map<string, Value>;
