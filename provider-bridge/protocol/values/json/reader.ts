import { Place } from "../place";
import { normalizeText, wellFormed } from "../text";
import { MAX_NESTING } from "../type-json";

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Below U+0020. */
const CONTROL_CHARACTER = /[^ -\uffff]/;
const BACKSLASH = 0x5c;

/** Walks over JSON text; every step throws a SyntaxError where the text is not what it should be. */
export class JsonReader {
  /** Where in the value that is; the decoder keeps it. */
  readonly place: Place;
  /** Where the next character is read. */
  offset = 0;
  readonly #text: string;

  constructor(text: string, outer?: Place) {
    this.place = new Place("JSON", outer);
    this.#text = text;
  }

  /** The error for text that is not the value it should be. */
  malformed(what: string): SyntaxError {
    return this.place.unreadable(`${what} at character ${this.offset}`);
  }

  /** The next character behind any white space, not consumed; "" at the end. */
  peek(): string {
    const code = this.#text.charCodeAt(this.offset);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
      SPACE.lastIndex = this.offset;
      SPACE.test(this.#text);
      this.offset = SPACE.lastIndex;
    }
    return this.#text.charAt(this.offset);
  }

  /** Consumes the character if it comes next. */
  accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.offset += 1;
    return true;
  }

  /** Consumes the character. */
  expect(character: string): void {
    if (!this.accept(character)) throw this.malformed(`"${character}" is required`);
  }

  /** Consumes `null`, `true` or `false` if it comes next. */
  acceptWord(word: string): boolean {
    this.peek();
    if (!this.#text.startsWith(word, this.offset)) return false;
    this.offset += word.length;
    return true;
  }

  /** The text of a number, or undefined where none comes next. */
  numberText(): string | undefined {
    this.peek();
    const text = this.#match(NUMBER);
    // "1." is no number, and "1" is not what was meant.
    if (text !== undefined && /[.eE]/.test(this.#text.charAt(this.offset))) throw this.malformed("a number breaks off");
    return text;
  }

  /** A string as it is written, without normalisation; half characters become U+FFFD, as Go reads them. */
  rawString(): string {
    if (this.peek() !== '"') throw this.malformed("a string is required");
    const start = this.offset;
    const end = this.#closingQuote(start + 1);
    const quoted = this.#text.slice(start, end + 1);
    const control = CONTROL_CHARACTER.exec(quoted);
    if (control !== null || end === this.#text.length) {
      this.offset = start + (control?.index ?? quoted.length);
      throw this.malformed("a string breaks off");
    }
    this.offset = end + 1;
    return quoted.includes("\\") ? this.#unescape(quoted) : quoted.slice(1, -1);
  }

  /** Where the string ends whose first character is at `start`; where it does not, behind the text. */
  #closingQuote(start: number): number {
    const text = this.#text;
    for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
      let escapes = 0;
      while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
      if (escapes % 2 === 0) return at;
    }
    return text.length;
  }

  /** A string as Terraform holds it. */
  string(): string {
    return normalizeText(this.rawString());
  }

  /** Walks over the elements of an array. */
  array(readElement: (index: number) => void): void {
    this.expect("[");
    if (this.accept("]")) return;
    for (let index = 0; ; index += 1) {
      readElement(index);
      if (this.accept("]")) return;
      if (!this.accept(",")) throw this.malformed('"," or "]" is required');
    }
  }

  /** Walks over the entries of an object. */
  object(readEntry: (key: string) => void): void {
    this.expect("{");
    if (this.accept("}")) return;
    for (;;) {
      const key = this.rawString();
      this.expect(":");
      readEntry(key);
      if (this.accept("}")) return;
      if (!this.accept(",")) throw this.malformed('"," or "}" is required');
    }
  }

  /** Moves over one value of any kind and returns its text. */
  skipValue(depth = 1): string {
    if (depth > MAX_NESTING) throw this.malformed(`values nest deeper than ${MAX_NESTING}`);
    const next = this.peek();
    const start = this.offset;
    if (next === "[") this.array(() => this.skipValue(depth + 1));
    else if (next === "{") this.object(() => this.skipValue(depth + 1));
    else if (next === '"') this.rawString();
    else if (!this.acceptWord("null") && !this.acceptWord("true") && !this.acceptWord("false")) {
      if (this.numberText() === undefined) throw this.malformed("a value is required");
    }
    return this.#text.slice(start, this.offset);
  }

  #unescape(quoted: string): string {
    try {
      const text: unknown = JSON.parse(quoted);
      return wellFormed(String(text));
    } catch {
      throw this.malformed("a string with a bad escape ends");
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.offset = pattern.lastIndex;
    return match[0];
  }
}
