/** A place in a script, and what is waiting for the end of the line there. */
import { ShellSyntaxError } from "./syntax";

/** Characters that end a word where they are not quoted. */
export const metacharacters = " \t\n;&|<>()";

/** A script being read. Parsers share one; sub-parsers (of a substitution) read on in the same place. */
export class SourceText {
  readonly text: string;
  position = 0;
  line: number;
  /** Called in order at the next end of a line: they read the here-documents that began on it. */
  readonly #atLineEnd: (() => void)[] = [];

  constructor(text: string, line = 1) {
    this.text = text;
    this.line = line;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** The next character; counts lines. */
  next(): string {
    const character = this.text.charAt(this.position);
    this.position += 1;
    if (character === "\n") this.line += 1;
    return character;
  }

  skip(characters: number): void {
    for (let count = 0; count < characters; count += 1) this.next();
  }

  /** What a sticky pattern matches here, without moving. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text);
  }

  onLineEnd(read: () => void): void {
    this.#atLineEnd.push(read);
  }

  /** Takes the end of a line, and the here-documents that follow it. */
  takeLineEnd(): void {
    this.next();
    for (const read of this.#atLineEnd.splice(0)) read();
  }

  /** One line, without its end; undefined at the end of the text. */
  takeLine(): string | undefined {
    if (this.atEnd) return undefined;
    const end = this.text.indexOf("\n", this.position);
    const line = this.text.slice(this.position, end === -1 ? undefined : end);
    this.skip(line.length + (end === -1 ? 0 : 1));
    return line;
  }

  /** Blanks, escaped line ends, and a comment; not the end of the line. */
  skipBlanks(): void {
    for (;;) {
      if (this.peek() === " " || this.peek() === "\t") this.position += 1;
      else if (this.startsWith("\\\n")) this.skip(2);
      else break;
    }
    if (this.peek() !== "#") return;
    const end = this.text.indexOf("\n", this.position);
    this.position = end === -1 ? this.text.length : end;
  }

  unexpectedEnd(looking?: string): ShellSyntaxError {
    const sentence =
      looking === undefined
        ? "syntax error: unexpected end of file"
        : `unexpected EOF while looking for matching \`${looking}'`;
    // bash counts the line end that it adds at the end of a text without one.
    const isOneMore = looking === undefined && !this.text.endsWith("\n");
    return new ShellSyntaxError(this.line + (isOneMore ? 1 : 0), sentence);
  }
}
