import { isBlank, isBreak, isBreakOrEnd } from "./characters";
import type { Mark } from "./node";
import { YamlError } from "./yaml-error";

/** A position in the text that knows its line; scanners move it forward. */
export class Cursor {
  readonly text: string;
  pos = 0;
  /** Counted from 0. */
  line = 0;
  lineStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Counted from 0, in UTF-16 units. */
  get column(): number {
    return this.pos - this.lineStart;
  }

  /** Code unit at the position (plus `offset`), NaN past the end. */
  code(offset = 0): number {
    return this.text.charCodeAt(this.pos + offset);
  }

  get atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  mark(): Mark {
    return { line: this.line + 1, column: this.column + 1 };
  }

  fail(problem: string, at: Mark = this.mark()): never {
    throw new YamlError(problem, at);
  }

  /** Reads one line end; CR, CRLF and NEL become a line feed. */
  readBreak(): string {
    const code = this.code();
    this.pos += code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.line += 1;
    this.lineStart = this.pos;
    return code === 0x2028 ? "\u2028" : code === 0x2029 ? "\u2029" : "\n";
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.pos += 1;
  }

  /** Moves to the end of the line and returns what was passed. */
  readToBreak(): string {
    const start = this.pos;
    while (!isBreakOrEnd(this.code())) this.pos += 1;
    return this.text.slice(start, this.pos);
  }

  /** `---` or `...` at the start of a line, followed by a blank or the end. */
  atDocumentIndicator(character: "-" | "."): boolean {
    if (this.pos !== this.lineStart) return false;
    if (!this.text.startsWith(character.repeat(3), this.pos)) return false;
    const next = this.code(3);
    return isBlank(next) || isBreak(next) || Number.isNaN(next);
  }
}
