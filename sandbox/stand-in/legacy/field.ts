import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";

/** One attribute of an object; null in null, unknown in unknown. */
export function field(value: Value, name: string): Value {
  if (value instanceof Map) return value.get(name) ?? null;
  return isUnknown(value) ? value : null;
}

/** Whether the older SDK cannot tell this value from none. */
export function isNothing(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return value === null || value === "" || value === 0 || value === false;
}

/** Whether a value is unknown, or a collection of which a part is. */
export function holdsUnknown(value: Value): boolean {
  if (Array.isArray(value)) return value.some(holdsUnknown);
  if (value instanceof Map) return [...value.values()].some(holdsUnknown);
  return isUnknown(value);
}
