/**
 * Terraform's values as plain data, relative to a type that stands beside them: what is a list and what a set,
 * what a map and what an object, the type says. Here belongs what a value is; never its bytes (protocol/values).
 */
import type { CtyType } from "../types/type";
import type { NumberValue } from "./decimal";
import type { Unknown } from "./unknown";

export type { NumberValue };

/**
 * Any value. Lists, tuples and sets are arrays (sets without doubles, in Terraform's order),
 * maps and objects are `Map`s (an object holds every attribute of its type, null where it has none).
 */
export type Value =
  | null
  | boolean
  | string
  | NumberValue
  | Unknown
  | DynamicValue
  | readonly Value[]
  | ReadonlyMap<string, Value>;

/**
 * A value whose static type is `dynamic`, with the type that travels with it.
 * An untyped null is plain `null`, an unknown of unknown type a plain {@link Unknown}.
 */
export class DynamicValue {
  readonly type: CtyType;
  readonly value: Value;

  constructor(type: CtyType, value: Value) {
    this.type = type;
    this.value = value;
  }
}

/** A value that is an object or a map. */
export type ValueMap = ReadonlyMap<string, Value>;
