import type { CtyType } from "../types/type";
import { children } from "./children";
import { type Path, ROOT } from "./path";
import { isUnknown } from "./unknown";
import { DynamicValue, type Value } from "./value";

/** Whether nothing in a value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) return false;
  if (value instanceof DynamicValue) return isWhollyKnown(value.value);
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  if (value instanceof Map) {
    for (const item of value.values()) if (!isWhollyKnown(item)) return false;
  }
  return true;
}

/** Where the unknowns of a value stand, each place once. */
export function unknownPaths(type: CtyType, value: Value, path: Path = ROOT): readonly Path[] {
  if (isUnknown(value)) return [path];
  if (isWhollyKnown(value)) return [];
  return children(type, value, path).flatMap((child) => unknownPaths(child.type, child.value, child.path));
}

/** The value with null in the place of everything unknown. */
export function withoutUnknowns(value: Value): Value {
  if (isUnknown(value)) return null;
  if (value instanceof DynamicValue) {
    return isUnknown(value.value) ? null : new DynamicValue(value.type, withoutUnknowns(value.value));
  }
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, withoutUnknowns(item)]));
  return value;
}
