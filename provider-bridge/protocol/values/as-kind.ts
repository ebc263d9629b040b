import { Decimal } from "../../framework/values/decimal";
import type { NumberValue, Value } from "../../framework/values/value";

/** The value as text. Throws a TypeError for anything else. */
export function asString(value: Value): string {
  if (typeof value === "string") return value;
  throw wrongKind("a string", value);
}

/** The value as a number. Throws a TypeError for anything else. */
export function asNumber(value: Value): NumberValue {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal) return value;
  throw wrongKind("a number", value);
}

/** The value as a truth value. Throws a TypeError for anything else. */
export function asBool(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw wrongKind("a bool", value);
}

/** The value as the elements of a list, set or tuple. Throws a TypeError for anything else. */
export function asArray(value: Value, what: string): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw wrongKind(what, value);
}

/** The value as the entries of a map or object. Throws a TypeError for anything else. */
export function asMap(value: Value, what: string): ReadonlyMap<string, Value> {
  if (value instanceof Map) return value;
  throw wrongKind(what, value);
}

/** Names the kind, never the value, which may be a secret. */
function wrongKind(wanted: string, value: Value): TypeError {
  const given = Array.isArray(value) ? "an array" : typeof value === "object" ? value?.constructor.name : typeof value;
  return new TypeError(`${wanted} is required, and a JavaScript ${given} is given`);
}
