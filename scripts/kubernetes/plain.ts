import type { OracleLine } from "../oracles-format/json-lines";

/** The value as an object; an empty one where it is none. */
export function objectOf(value: unknown): OracleLine {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** The texts in a list; none where it is no list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
