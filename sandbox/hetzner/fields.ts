/**
 * Reads a request's body field by field: each reader takes what came and gives what is meant, or says what is wrong.
 * Unknown fields are ignored, as Hetzner does; null counts as absent except where a field says otherwise.
 */
import { type FieldProblem, invalidInput } from "./api-error";
import type { JsonObject } from "./route";

/** Thrown by a reader: what is wrong with its value. */
export class FieldError extends Error {}

/** Turns a value from outside into what is meant. Absent values come as undefined. */
export type Reader<T> = (value: unknown) => T;

/** What a table of readers reads. */
export type Read<Fields extends Record<string, Reader<unknown>>> = { [Name in keyof Fields]: ReturnType<Fields[Name]> };

/**
 * Reads a body by a table of readers.
 * @throws ApiError invalid_input with every field that is wrong.
 */
export function readFields<Fields extends Record<string, Reader<unknown>>>(
  body: JsonObject,
  fields: Fields,
): Read<Fields> {
  const { result, problems } = collect(body, fields);
  if (problems.length > 0) throw invalidInput(...problems);
  return result;
}

function collect<Fields extends Record<string, Reader<unknown>>>(
  body: JsonObject,
  fields: Fields,
): { result: Read<Fields>; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const entries = Object.entries(fields).map(([name, reader]) => {
    try {
      return [name, reader(Object.hasOwn(body, name) ? body[name] : undefined)];
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push({ name, message: error.message });
      return [name, undefined];
    }
  });
  return { result: Object.fromEntries(entries), problems };
}

/** A field that may be absent (or null). */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined || value === null ? undefined : reader(value));
}

/** A field that may be absent; a null is told apart. */
export function nullable<T>(reader: Reader<T>): Reader<T | null | undefined> {
  return (value) => (value === undefined || value === null ? value : reader(value));
}

/** A list, at most `max` long. */
export function listOf<T>(reader: Reader<T>, max = 1000): Reader<T[]> {
  return (value) => {
    demand(value);
    if (!Array.isArray(value)) throw new FieldError("must be an array");
    if (value.length > max) throw new FieldError(`must have at most ${max} entries`);
    return value.map((entry) => reader(entry));
  };
}

/** An object with readers of its own; its problems are told as one. */
export function object<Fields extends Record<string, Reader<unknown>>>(fields: Fields): Reader<Read<Fields>> {
  return (value) => {
    demand(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new FieldError("must be an object");
    const { result, problems } = collect(Object.fromEntries(Object.entries(value)), fields);
    const [first] = problems;
    if (first !== undefined) throw new FieldError(`${first.name}: ${first.message}`);
    return result;
  };
}

/** @throws FieldError when nothing came. */
export function demand(value: unknown): void {
  if (value === undefined || value === null) throw new FieldError("Missing data for required field.");
}
