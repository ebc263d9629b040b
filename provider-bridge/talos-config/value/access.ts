import type { Value, ValueMap } from "./value";

/** The map at a path of keys, or undefined when something on the way is absent or no map. */
export function mapAt(value: Value | undefined, ...path: string[]): ValueMap | undefined {
  const found = valueAt(value, ...path);
  return found instanceof Map ? found : undefined;
}

/** The list at a path, empty when absent. */
export function listAt(value: Value | undefined, ...path: string[]): Value[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The text at a path, empty when absent: Go's zero value. */
export function textAt(value: Value | undefined, ...path: string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : "";
}

/** The number at a path, 0 when absent. */
export function numberAt(value: Value | undefined, ...path: string[]): number {
  const found = valueAt(value, ...path);
  return typeof found === "number" || typeof found === "bigint" ? Number(found) : 0;
}

/** The boolean at a path, undefined when absent (a nil pointer). */
export function booleanAt(value: Value | undefined, ...path: string[]): boolean | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "boolean" ? found : undefined;
}

/** The value at a path of keys, undefined when absent. */
export function valueAt(value: Value | undefined, ...path: string[]): Value | undefined {
  let current = value;
  for (const key of path) {
    if (!(current instanceof Map)) return undefined;
    current = current.get(key);
  }
  return current;
}
