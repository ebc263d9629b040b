import type { Diagnostics } from "../diagnostics/diagnostic";
import type { Path } from "../values/path";
import type { MaybeOf, ValueType } from "./value-type";

/** What a validator is given. */
export interface ValidateRequest<T extends ValueType = ValueType> {
  /** The configured value: neither null nor unknown, though it may hold unknowns inside. */
  readonly value: MaybeOf<T>;
  /** Where the value stands. */
  readonly path: Path;
  /** Whether the attribute, or one it stands in, is sensitive: then no message may tell the value or a part of it. */
  readonly sensitive: boolean;
  /** Where to say what is wrong. */
  readonly diagnostics: Diagnostics;
}

/** Checks one configured value. Never called for null or unknown. */
export interface Validator<T extends ValueType = ValueType> {
  /** What is allowed, as a phrase for the documentation: `between 1 and 63 characters`. */
  readonly description: string;
  validate(request: ValidateRequest<T>): void;
}
