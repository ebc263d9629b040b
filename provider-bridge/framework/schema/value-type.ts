/**
 * Types as an author declares them: Terraform's type, and the TypeScript type that stands for it.
 * Here belongs the conversion between a {@link Value} and what an author's code holds.
 */
import type { CtyType } from "../types/type";
import type { Path } from "../values/path";
import type { Unknown } from "../values/unknown";
import type { Value } from "../values/value";

/**
 * A type with its TypeScript twin. `Known` is the twin of a value without unknowns, `Maybe` of one that may hold
 * unknowns inside (as during planning). Neither includes null or unknown at the top: attributes add those.
 */
export interface ValueType<Known = unknown, Maybe = unknown> {
  /** Terraform's type. */
  readonly cty: CtyType;
  /** The type's name in documentation: `String`, `List of Number`. */
  readonly label: string;
  /** Never set: carries the twins for inference. */
  readonly twins?: { readonly known: Known; readonly maybe: Maybe };
  /** The types inside a collection, object or tuple; undefined for a type without parts. */
  readonly inner?: InnerTypes;
  /** Whether an element of this type inside a collection may be null. */
  readonly nullable?: boolean;
  /** The author's form of a value that is neither null nor unknown. */
  toNative(value: Value): Maybe;
  /** The value of an author's form. @throws TypeError when it is not of this type. */
  toValue(native: unknown, path: Path): Value;
  /** Why a value of Terraform's type is none of this type (a fraction for an integer), or undefined. */
  refuse?(value: Value): Refusal | undefined;
}

/** What a type is made of: elements of one type, named fields, or items by position. */
export type InnerTypes =
  | { readonly element: ValueType }
  | { readonly fields: Readonly<Record<string, ValueType>> }
  | { readonly items: readonly ValueType[] };

/** Why a value was refused: a title and a sentence. */
export interface Refusal {
  readonly summary: string;
  readonly detail: string;
}

/** The twin without unknowns. */
export type KnownOf<T> = T extends ValueType<infer Known, infer _Maybe> ? Known : never;

/** The twin which may hold unknowns inside. */
export type MaybeOf<T> = T extends ValueType<infer _Known, infer Maybe> ? Maybe : never;

/** What may stand where a value is not known yet. */
export type OrUnknown<T> = T | Unknown;
