/** The last link: JSON of a peer, read field by field, so that nothing unchecked goes further. */
import type { HttpAnswer } from "./http-exchange";
import { TransportError } from "./transport-error";

/** A JSON object whose fields nobody has looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Makes the error of an answer that is not what the protocol says; `message` is a whole sentence. */
export type MakeMalformed = (message: string, options: ErrorOptions) => Error;

const transportMalformed: MakeMalformed = (message, options) => new TransportError("malformed", message, options);

/** Parses an answer's body. @throws what `malformed` makes (default: TransportError "malformed") of what is no JSON object */
export function jsonBody(answer: HttpAnswer, where: string, malformed = transportMalformed): JsonReader {
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
  } catch (error) {
    const type = answer.headers["content-type"] ?? "no content type";
    throw malformed(sentence(where, `"${type}" with ${answer.body.length} characters that are no JSON`), {
      cause: error,
    });
  }
  return new JsonReader(value, where, malformed);
}

/**
 * Reads fields of a JSON object; of what has another type than the protocol says, `malformed` makes the error (default:
 * TransportError "malformed").
 */
export class JsonReader {
  readonly #fields: JsonObject;
  readonly #where: string;
  readonly #malformed: MakeMalformed;

  /** `where` begins every message, e.g. `GET /servers/1`. */
  constructor(value: unknown, where: string, malformed: MakeMalformed = transportMalformed) {
    if (!isObject(value)) throw malformed(sentence(where, `${kindOf(value)} where an object should be`), {});
    this.#fields = value;
    this.#where = where;
    this.#malformed = malformed;
  }

  text(name: string): string {
    return this.#typed(name, "a text", isText);
  }

  textOrNull(name: string): string | null {
    return this.#isEmpty(name) ? null : this.text(name);
  }

  number(name: string): number {
    return this.#typed(name, "a number", isNumber);
  }

  numberOrNull(name: string): number | null {
    return this.#isEmpty(name) ? null : this.number(name);
  }

  boolean(name: string): boolean {
    return this.#typed(name, "true or false", isBoolean);
  }

  /** Whether a flag is set; a missing one is not. */
  flag(name: string): boolean {
    return this.#isEmpty(name) ? false : this.boolean(name);
  }

  object(name: string): JsonReader {
    return this.#within(this.#fields[name], name);
  }

  objectOrNull(name: string): JsonReader | null {
    return this.#isEmpty(name) ? null : this.object(name);
  }

  /** A list of objects; a missing one is empty. */
  objects(name: string): readonly JsonReader[] {
    return this.#list(name).map((item, index) => this.#within(item, `${name}[${index}]`));
  }

  /** The list that an answer is about: where it is missing nothing is known, and null is how Go writes an empty one. */
  items(name: string): readonly JsonReader[] {
    if (this.#fields[name] === undefined) throw this.#not(`${name} is missing where a list should be`);
    return this.objects(name);
  }

  /** A list of texts; a missing one is empty. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((item) => {
      if (!isText(item)) throw this.#not(`${name} holds ${kindOf(item)} where a text should be`);
      return item;
    });
  }

  /** A map of texts; a missing one is empty. */
  textMap(name: string): Readonly<Record<string, string>> {
    if (this.#isEmpty(name)) return {};
    const fields = this.#typed(name, "an object", isObject);
    const texts = Object.keys(fields).map((key) => [key, this.#within(fields, name).text(key)]);
    return Object.fromEntries(texts);
  }

  #list(name: string): readonly unknown[] {
    return this.#isEmpty(name) ? [] : this.#typed(name, "a list", isList);
  }

  #isEmpty(name: string): boolean {
    return this.#fields[name] === undefined || this.#fields[name] === null;
  }

  #typed<T>(name: string, wanted: string, is: (value: unknown) => value is T): T {
    const value = this.#fields[name];
    if (is(value)) return value;
    throw this.#not(`${name} is ${kindOf(value)} where ${wanted} should be`);
  }

  #within(value: unknown, name: string): JsonReader {
    return new JsonReader(value, `${this.#where}: ${name}`, this.#malformed);
  }

  #not(what: string): Error {
    return this.#malformed(sentence(this.#where, what), {});
  }
}

function sentence(where: string, what: string): string {
  return `Cannot read the answer to ${where}: ${what}`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
