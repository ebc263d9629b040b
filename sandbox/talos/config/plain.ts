/** What is left of YAML when it is read: plain values, looked up without a cast. */

/** A value of a document. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainMap;

/** A map of a document; keys are text. */
export interface PlainMap {
  readonly [key: string]: Plain;
}

/** True for a map. */
export function isPlainMap(value: Plain | undefined): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of keys; undefined where there is none. */
export function at(value: Plain | undefined, ...keys: readonly string[]): Plain | undefined {
  let found = value;
  for (const key of keys) found = isPlainMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** The text at a path; empty where there is none. */
export function textAt(value: Plain | undefined, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  return typeof found === "string" ? found : "";
}

/** The texts of the list at a path; empty where there is none. */
export function textsAt(value: Plain | undefined, ...keys: readonly string[]): string[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

/** The items of the list at a path; empty where there is none. */
export function listAt(value: Plain | undefined, ...keys: readonly string[]): readonly Plain[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The map of texts at a path; empty where there is none. */
export function textMapAt(value: Plain | undefined, ...keys: readonly string[]): Record<string, string> {
  const found = at(value, ...keys);
  if (!isPlainMap(found)) return {};
  return Object.fromEntries(Object.entries(found).map(([key, item]) => [key, item === null ? "" : String(item)]));
}
