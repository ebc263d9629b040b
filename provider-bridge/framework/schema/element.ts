import type { Path } from "../values/path";
import { isUnknown, type Unknown } from "../values/unknown";
import type { Value } from "../values/value";
import type { MaybeOf, ValueType } from "./value-type";

/** The author's form of a value which may be null or unknown. */
export function elementNative<T extends ValueType>(type: T, value: Value): MaybeOf<T> | Unknown | null;
export function elementNative(type: ValueType, value: Value): unknown {
  return value === null || isUnknown(value) ? value : type.toNative(value);
}

/** The value of an author's form which may be null or unknown; undefined counts as null. */
export function elementValue(type: ValueType, native: unknown, path: Path): Value {
  if (native === null || native === undefined) return null;
  return isUnknown(native) ? native : type.toValue(native, path);
}
