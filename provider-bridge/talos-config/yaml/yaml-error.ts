import type { Mark } from "./node";

/** Text that is no YAML as Talos reads it; `line` and `column` count from 1. */
export class YamlError extends SyntaxError {
  override readonly name = "YamlError";
  readonly line: number;
  readonly column: number;
  /** What is wrong, without the place. */
  readonly problem: string;

  constructor(problem: string, at: Mark) {
    super(`Cannot read YAML at line ${at.line}, column ${at.column}: ${problem}`);
    this.problem = problem;
    this.line = at.line;
    this.column = at.column;
  }
}
