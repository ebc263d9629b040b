import { Decimal, numberText } from "../values/decimal";
import { isUnknown } from "../values/unknown";
import { DynamicValue } from "../values/value";

/**
 * A text that two author's forms share exactly when they are the same value; undefined where an unknown stands in it,
 * of which nobody can tell.
 */
export function nativeKey(native: unknown): string | undefined {
  if (native === null || native === undefined) return "null";
  if (isUnknown(native)) return undefined;
  if (typeof native === "string") return JSON.stringify(native);
  if (typeof native === "number" || typeof native === "bigint" || native instanceof Decimal) {
    return native === 0 ? "#0" : `#${numberText(native)}`;
  }
  if (native instanceof DynamicValue) return join(["dynamic", typeKey(native.type), native.value]);
  if (Array.isArray(native)) return join(native);
  if (native instanceof Map) return join([...native].sort(byKey).flat());
  if (typeof native === "object") return join(Object.entries(native).sort(byKey).flat());
  return String(native);
}

/** Whether two author's forms are the same value; two unknowns are, an unknown and a known value are not. */
export function nativesEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) && isUnknown(right);
  const key = nativeKey(left);
  return key !== undefined && key === nativeKey(right);
}

function join(items: readonly unknown[]): string | undefined {
  const keys = items.map(nativeKey);
  return keys.includes(undefined) ? undefined : `[${keys.join(",")}]`;
}

function byKey([left]: readonly [unknown, unknown], [right]: readonly [unknown, unknown]): number {
  return String(left) < String(right) ? -1 : 1;
}

function typeKey(type: unknown): string {
  return JSON.stringify(type, (_key, value: unknown) => {
    if (value instanceof Map) return [...value].sort(byKey);
    return value instanceof Set ? [...value].sort() : value;
  });
}
