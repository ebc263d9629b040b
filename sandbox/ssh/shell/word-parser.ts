/** Reads words: quotes, parameters, substitutions. */
import { ParameterParser } from "./parameter-parser";
import { metacharacters, type SourceText } from "./source-text";
import type { List, Word, WordPart } from "./syntax";

/** Reads the commands of a substitution, up to and including its closing parenthesis. */
export type ReadScript = (source: SourceText) => List;
/** Reads the commands of a text of its own (backquotes). */
export type ReadText = (text: string, line: number) => List;

const specialParameter = /[@*#?$!0-9-]|[A-Za-z_][A-Za-z0-9_]*/y;

/** Reads words from a source. */
export class WordParser {
  readonly #source: SourceText;
  readonly #readScript: ReadScript;
  readonly #readText: ReadText;

  constructor(source: SourceText, readScript: ReadScript, readText: ReadText) {
    this.#source = source;
    this.#readScript = readScript;
    this.#readText = readText;
  }

  /** A word up to an unquoted metacharacter; undefined where none begins. `stop`: more characters that end it. */
  word(stop = metacharacters): Word | undefined {
    const source = this.#source;
    const parts: WordPart[] = [];
    while (!source.atEnd) {
      const character = source.peek();
      const isProcess = (character === "<" || character === ">") && source.peek(1) === "(" && stop === metacharacters;
      if (stop.includes(character) && !(isProcess && parts.length === 0)) break;
      if (isProcess) {
        source.skip(2);
        parts.push({ type: "process", direction: character === "<" ? "<" : ">", script: this.#readScript(source) });
      } else this.#part(parts, character, stop);
    }
    return parts.length === 0 ? undefined : joinText(parts);
  }

  /** Text up to `close`, expanded as inside double quotes; takes `close` too. */
  quotedUntil(close: string): Word {
    const source = this.#source;
    const line = source.line;
    const parts: WordPart[] = [];
    for (;;) {
      if (source.atEnd) {
        source.line = line;
        throw source.unexpectedEnd(close);
      }
      const character = source.peek();
      if (character === close) break;
      // In the word of "${x:-…}" a double quote only opens and closes what is quoted anyway.
      if (character === '"') source.next();
      else if (close === "}" && source.startsWith("\\}")) {
        source.skip(2);
        parts.push({ type: "text", text: "}", quoted: true });
      } else this.#quotedPart(parts, character);
    }
    source.next();
    return joinText(parts.length === 0 ? [{ type: "text", text: "", quoted: true }] : parts);
  }

  /** A whole text, expanded as a here-document is. */
  document(): Word {
    const source = this.#source;
    const parts: WordPart[] = [];
    while (!source.atEnd) {
      if (source.peek() === '"') parts.push({ type: "text", text: source.next(), quoted: true });
      else this.#quotedPart(parts, source.peek(), true);
    }
    return joinText([...parts, { type: "text", text: "", quoted: true }]);
  }

  /** An arithmetic expression up to `close` outside of its own parentheses; takes `close` too. */
  arithmeticUntil(close: "))" | ";" | "]" | ")"): Word {
    const source = this.#source;
    const parts: WordPart[] = [];
    let depth = 0;
    for (;;) {
      if (source.atEnd) throw source.unexpectedEnd(close.charAt(0));
      if (depth === 0 && source.startsWith(close)) break;
      const character = source.peek();
      if (character === "(") depth += 1;
      if (character === ")") depth -= 1;
      if (character === '"') source.next();
      else this.#quotedPart(parts, character);
    }
    source.skip(close.length);
    return joinText([...parts, { type: "text", text: "", quoted: true }]);
  }

  #part(parts: WordPart[], character: string, stop: string): void {
    const source = this.#source;
    if (character === "\\") {
      source.next();
      if (source.peek() === "\n") source.next();
      else parts.push({ type: "text", text: source.atEnd ? "\\" : source.next(), quoted: true });
    } else if (character === "'") {
      source.next();
      parts.push({ type: "text", text: this.#rawUntilQuote(), quoted: true });
    } else if (character === '"') {
      source.next();
      parts.push(...this.quotedUntil('"'));
    } else if (source.startsWith("$'")) {
      source.skip(2);
      parts.push({ type: "text", text: this.#escapedUntilQuote(), quoted: true });
    } else if (source.startsWith('$"')) source.next();
    else if (character === "$" || character === "`") this.#expansion(parts, false);
    else this.#plain(parts, stop);
  }

  #plain(parts: WordPart[], stop: string): void {
    const source = this.#source;
    const start = source.position;
    while (!source.atEnd && !`\\'"$\``.includes(source.peek()) && !stop.includes(source.peek())) source.next();
    if (source.position === start) source.next();
    parts.push({ type: "text", text: source.text.slice(start, source.position), quoted: false });
  }

  #quotedPart(parts: WordPart[], character: string, isDocument = false): void {
    const source = this.#source;
    if (character === "\\") {
      source.next();
      const escaped = source.peek();
      if (escaped === "\n") source.next();
      else if (escaped !== "" && (isDocument ? "$`\\" : '$`"\\').includes(escaped)) {
        parts.push({ type: "text", text: source.next(), quoted: true });
      } else parts.push({ type: "text", text: "\\", quoted: true });
    } else if (character === "$" || character === "`") this.#expansion(parts, true);
    else parts.push({ type: "text", text: source.next(), quoted: true });
  }

  #expansion(parts: WordPart[], quoted: boolean): void {
    const source = this.#source;
    if (source.peek() === "`") {
      const { text, line } = this.#backquoted(quoted);
      parts.push({ type: "substitution", script: this.#readText(text, line), quoted });
    } else if (source.startsWith("$((") && this.#isArithmetic()) {
      source.skip(3);
      parts.push({ type: "arithmetic", expression: this.arithmeticUntil("))"), quoted });
    } else if (source.startsWith("$(")) {
      source.skip(2);
      parts.push({ type: "substitution", script: this.#readScript(source), quoted });
    } else if (source.startsWith("${")) {
      source.skip(2);
      const parameter = new ParameterParser(source, this).parse(quoted);
      parts.push({ type: "parameter", parameter, quoted });
    } else {
      source.next();
      const name = source.match(specialParameter)?.[0];
      if (name === undefined) parts.push({ type: "text", text: "$", quoted });
      else {
        source.skip(name.length);
        parts.push({ type: "parameter", parameter: { name }, quoted });
      }
    }
  }

  /** `$((…))` and not `$( (…) )`: the parentheses close together. */
  #isArithmetic(): boolean {
    const { text, position } = this.#source;
    let depth = 0;
    for (let at = position + 1; at < text.length; at += 1) {
      if (text[at] === "(") depth += 1;
      if (text[at] === ")") depth -= 1;
      if (depth === 1 && text[at] === ")") return text[at + 1] === ")";
    }
    return false;
  }

  #backquoted(quoted: boolean): { text: string; line: number } {
    const source = this.#source;
    const { line } = source;
    source.next();
    let text = "";
    while (source.peek() !== "`") {
      if (source.atEnd) throw source.unexpectedEnd("`");
      const character = source.next();
      const escapable = quoted ? '$`\\"' : "$`\\";
      text += character === "\\" && escapable.includes(source.peek()) ? source.next() : character;
    }
    source.next();
    return { text, line };
  }

  #rawUntilQuote(): string {
    const source = this.#source;
    const end = source.text.indexOf("'", source.position);
    if (end === -1) throw source.unexpectedEnd("'");
    const text = source.text.slice(source.position, end);
    source.skip(text.length + 1);
    return text;
  }

  #escapedUntilQuote(): string {
    const source = this.#source;
    let text = "";
    while (source.peek() !== "'") {
      if (source.atEnd) throw source.unexpectedEnd("'");
      const character = source.next();
      text += character === "\\" ? character + source.next() : character;
    }
    source.next();
    return unescapeAnsiC(text);
  }
}

const ansiEscapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  E: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\u000b",
};

/** What stands in `$'…'`. */
function unescapeAnsiC(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[\s\S])/g, (_, sequence: string) => {
    if (/^x[0-9a-fA-F]/.test(sequence)) return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
    if (/^[0-7]/.test(sequence)) return String.fromCharCode(Number.parseInt(sequence, 8) & 0xff);
    return ansiEscapes[sequence] ?? (`\\'"?`.includes(sequence) ? sequence : `\\${sequence}`);
  });
}

/** Adjacent texts of one kind become one; an empty quoted text stays when it is all there is. */
function joinText(parts: readonly WordPart[]): Word {
  const joined: WordPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === "text" && last?.type === "text" && last.quoted === part.quoted) {
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}
