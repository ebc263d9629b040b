import type { Value } from "../../../provider-bridge/framework/values/value";

/** An object of JSON as a map of texts. */
export function labelsValue(json: unknown): Value {
  if (typeof json !== "object" || json === null) return new Map();
  return new Map(Object.entries(json).map(([key, item]) => [key, String(item)]));
}

/** The numbers of a list of JSON. */
export function numbersValue(json: unknown): readonly number[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === "number") : [];
}

/** The texts of a list, whatever else is in it. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A text of JSON; null where it is none. */
export function textOrNull(json: unknown): string | null {
  return typeof json === "string" ? json : null;
}
