import type { KnownOf, ValueType } from "./value-type";

/**
 * When two spellings of a value mean the same (`fd00::/8` and `FD00:0::/8`, `1h` and `60m`).
 * Read and apply keep the prior spelling where the meaning is equal; planning does so with `keepPriorSpelling()`.
 */
export interface Semantics<T extends ValueType = ValueType> {
  /** What kind of value this is, for the documentation: `CIDR`, `duration`. */
  readonly name: string;
  equal(left: KnownOf<T>, right: KnownOf<T>): boolean;
}
