/** Readers of single values: text, numbers, flags, words, names. */
import { demand, FieldError, type Reader } from "./fields";

/** Text; `max` counts characters. */
export function text(rules: { min?: number; max?: number; pattern?: RegExp; hint?: string } = {}): Reader<string> {
  const { min = 1, max = 10_000, pattern, hint = "has invalid characters" } = rules;
  return (value) => {
    demand(value);
    if (typeof value !== "string") throw new FieldError("must be a string");
    if (value.length < min) throw new FieldError("Shorter than minimum length");
    if (value.length > max) throw new FieldError("Longer than maximum length");
    if (pattern !== undefined && !pattern.test(value)) throw new FieldError(hint);
    return value;
  };
}

/** A whole number within bounds. */
export function integer(min = 1, max = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value) => {
    demand(value);
    if (typeof value !== "number" || !Number.isInteger(value)) throw new FieldError("must be an integer");
    if (value < min || value > max) throw new FieldError(`must be between ${min} and ${max}`);
    return value;
  };
}

/** True or false; nothing that merely looks like it. */
export const flag: Reader<boolean> = (value) => {
  demand(value);
  if (typeof value !== "boolean") throw new FieldError("must be a boolean");
  return value;
};

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Reader<Words[number]> {
  return (value) => {
    demand(value);
    const found = words.find((word) => word === value);
    if (found === undefined) throw new FieldError(`must be one of: ${words.join(", ")}`);
    return found;
  };
}

/** An id as a number, or an id or name as text: what Hetzner takes where it says "ID or name". */
export const idOrName: Reader<number | string> = (value) => {
  demand(value);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && value !== "") return value;
  throw new FieldError("must be an ID or a name");
};
