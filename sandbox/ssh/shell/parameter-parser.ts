/** Reads what stands between `${` and `}`. */
import type { SourceText } from "./source-text";
import { type Parameter, ShellSyntaxError, type Word } from "./syntax";

/** The part of the word parser that this needs. */
export interface Words {
  word(stop?: string): Word | undefined;
  quotedUntil(close: string): Word;
  arithmeticUntil(close: "))" | ";" | "]" | ")"): Word;
}

const parameterName = /[@*#?$!-]|[0-9]+|[A-Za-z_][A-Za-z0-9_]*/y;
const operators = /:[-=?+]|##|%%|\/\/|\/#|\/%|\^\^|,,|[-=?+#%/:^,]/y;
const emptyWord: Word = [{ type: "text", text: "", quoted: true }];

/** Reads one parameter expansion. */
export class ParameterParser {
  readonly #source: SourceText;
  readonly #words: Words;

  constructor(source: SourceText, words: Words) {
    this.#source = source;
    this.#words = words;
  }

  /** Reads up to and including the closing brace. `quoted`: the expansion stands in double quotes. */
  parse(quoted: boolean): Parameter {
    const source = this.#source;
    const start = source.position;
    const length = source.peek() === "#" && source.peek(1) !== "}" && source.match(/#[-:?+=]/y) === null;
    if (length) source.next();
    const name = source.match(parameterName)?.[0];
    if (name === undefined) throw this.#bad(start);
    source.skip(name.length);
    const subscript = this.#subscript();
    const head = { name, ...(subscript !== undefined && { subscript }), ...(length && { length }) };
    if (source.peek() === "}") {
      source.next();
      return head;
    }
    const operator = source.match(operators)?.[0];
    if (operator === undefined || length) throw this.#bad(start);
    source.skip(operator.length);
    return { ...head, operation: this.#operation(operator, quoted) };
  }

  #subscript(): Word | undefined {
    const source = this.#source;
    if (source.peek() !== "[") return undefined;
    source.next();
    return this.#words.arithmeticUntil("]");
  }

  #operation(operator: string, quoted: boolean): NonNullable<Parameter["operation"]> {
    // In double quotes the word of a default keeps its blanks and quotes lose their meaning; a pattern's do not.
    const isPattern = /^[#%/^,]/.test(operator);
    if (quoted && !isPattern) return { operator, word: this.#words.quotedUntil("}") };
    const takesSecond = operator.startsWith("/");
    const word = this.#words.word(takesSecond ? "/}" : "}") ?? emptyWord;
    if (!takesSecond || this.#source.peek() !== "/") {
      this.#close();
      return { operator, word };
    }
    this.#source.next();
    const second = this.#words.word("}") ?? emptyWord;
    this.#close();
    return { operator, word, second };
  }

  #close(): void {
    if (this.#source.atEnd) throw this.#source.unexpectedEnd("}");
    this.#source.next();
  }

  #bad(start: number): ShellSyntaxError {
    const { text, line } = this.#source;
    const end = text.indexOf("}", start);
    if (end === -1) return this.#source.unexpectedEnd("}");
    return new ShellSyntaxError(line, `\${${text.slice(start, end + 1)}: bad substitution`);
  }
}
