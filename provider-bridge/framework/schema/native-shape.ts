import { type Path, pathText } from "../values/path";
import type { Value } from "../values/value";

/**
 * Says that something else stands where `what` must stand. The value itself is not told: it may be a secret.
 *
 * @throws TypeError always.
 */
export function expected(what: string, found: unknown, path: Path = []): never {
  const place = path.length === 0 ? "the value" : `"${pathText(path)}"`;
  throw new TypeError(`Cannot convert ${place}: expected ${what}, found ${kindOf(found)}`);
}

function kindOf(found: unknown): string {
  if (found === null) return "null";
  if (Array.isArray(found)) return `an array of ${found.length} elements`;
  if (typeof found === "object") return `an object of class ${found.constructor?.name ?? "none"}`;
  return `a ${typeof found}`;
}

/** The elements of a list, set or tuple. @throws TypeError for anything else. */
export function nativeArray(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : expected("a list", value);
}

/** A map or object as a plain object without prototype (so that a key `__proto__` is a key like any other). */
export function nativeRecord<T>(value: Value, each: (key: string, item: Value) => T): Record<string, T> {
  if (!(value instanceof Map)) return expected("a map or object", value);
  const record: Record<string, T> = Object.create(null);
  for (const [key, item] of value) record[key] = each(key, item);
  return record;
}
