import { Decimal } from "../../framework/values/decimal";
import type { NumberValue, Value } from "../../framework/values/value";
import type { Place } from "./place";

/** The value as text. Throws a TypeError that names the place for anything else. */
export function asString(place: Place, value: Value): string {
  if (typeof value === "string") return value;
  throw wrongKind(place, "a string", value);
}

/** The value as a number. Throws a TypeError that names the place for anything else. */
export function asNumber(place: Place, value: Value): NumberValue {
  if (Number.isNaN(value)) throw place.unwritable("it is NaN, which is no number for Terraform");
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal) return value;
  throw wrongKind(place, "a number", value);
}

/** The value as a truth value. Throws a TypeError that names the place for anything else. */
export function asBool(place: Place, value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw wrongKind(place, "a bool", value);
}

/** The value as the elements of a list, set or tuple. Throws a TypeError that names the place for anything else. */
export function asArray(place: Place, value: Value, what: string): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw wrongKind(place, what, value);
}

/** The value as the entries of a map or object. Throws a TypeError that names the place for anything else. */
export function asMap(place: Place, value: Value, what: string): ReadonlyMap<string, Value> {
  if (value instanceof Map) return value;
  throw wrongKind(place, what, value);
}

/** Names the kind, never the value, which may be a secret. */
function wrongKind(place: Place, wanted: string, value: Value): TypeError {
  const given = Array.isArray(value) ? "an array" : typeof value === "object" ? value?.constructor.name : typeof value;
  return place.unwritable(`${wanted} is required, and a JavaScript ${given} is given`);
}
