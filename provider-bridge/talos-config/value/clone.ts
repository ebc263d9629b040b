import { GeneralMap, type Value } from "./value";

/** A deep copy; scalars are shared, they never change. */
export function cloneValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, cloneValue(item)]));
  if (value instanceof GeneralMap) {
    return new GeneralMap(value.entries.map(([key, item]) => [cloneValue(key), cloneValue(item)]));
  }
  return value;
}
