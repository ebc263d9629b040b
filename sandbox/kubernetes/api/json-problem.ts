import { TooDeepError } from "../plain/parse-json";

/** What is told of a value that is too deep, in Go's words. */
export const tooDeep = "exceeded max depth";

/** What is wrong with a JSON text, as Go's decoder says it; `error` is why it was not read. */
export function jsonProblem(text: string, error: unknown): string {
  if (error instanceof TooDeepError) return tooDeep;
  try {
    const rest = text.slice(new Scanner(text).value(0)).trimStart();
    return rest === "" ? "invalid JSON" : `invalid character ${quoted(rest)} after top-level value`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function quoted(rest: string): string {
  return `'${[...rest][0] ?? ""}'`;
}

/** Walks over one value; says where it goes wrong in the words of Go. */
class Scanner {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the value that begins here ends. */
  value(start: number): number {
    const at = this.#space(start);
    const character = this.#at(at);
    if (character === "{") return this.#members(at + 1);
    if (character === "[") return this.#elements(at + 1);
    if (character === '"') return this.#string(at);
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(this.#text.slice(at, at + 64))?.[0];
    if (word === undefined) throw this.#invalid(at, "looking for beginning of value");
    return at + word.length;
  }

  #members(start: number): number {
    let at = this.#space(start);
    if (this.#text[at] === "}") return at + 1;
    for (;;) {
      if (this.#at(at) !== '"') {
        throw this.#invalid(at, "looking for beginning of object key string");
      }
      at = this.#space(this.#string(at));
      if (this.#at(at) !== ":") throw this.#invalid(at, "after object key");
      at = this.#space(this.value(at + 1));
      const next = this.#at(at);
      if (next === "}") return at + 1;
      if (next !== ",") throw this.#invalid(at, "after object key:value pair");
      at = this.#space(at + 1);
    }
  }

  #elements(start: number): number {
    let at = this.#space(start);
    if (this.#text[at] === "]") return at + 1;
    for (;;) {
      at = this.#space(this.value(at));
      const next = this.#at(at);
      if (next === "]") return at + 1;
      if (next !== ",") throw this.#invalid(at, "after array element");
      at += 1;
    }
  }

  #string(start: number): number {
    for (let at = start + 1; at < this.#text.length; at += 1) {
      if (this.#text[at] === "\\") at += 1;
      else if (this.#text[at] === '"') return at + 1;
    }
    throw unexpectedEnd();
  }

  #space(start: number): number {
    let at = start;
    while (/\s/.test(this.#text[at] ?? "")) at += 1;
    return at;
  }

  #at(at: number): string {
    const character = this.#text[at];
    if (character === undefined) throw unexpectedEnd();
    return character;
  }

  #invalid(at: number, where: string): SyntaxError {
    // Go's own words; they are told to the client as they are.
    return Object.assign(new SyntaxError(), { message: `invalid character ${quoted(this.#text.slice(at))} ${where}` });
  }
}

function unexpectedEnd(): SyntaxError {
  return Object.assign(new SyntaxError(), { message: "unexpected end of JSON input" });
}
