/** What the readers of compound commands, conditions and redirections need of the parser. */
import type { SourceText } from "./source-text";
import type { Command, List, ShellSyntaxError } from "./syntax";
import type { WordParser } from "./word-parser";

/** A parser, as its parts see it. */
export interface CommandReader {
  readonly source: SourceText;
  readonly words: WordParser;
  /** A parser for another text, one level deeper. */
  within(text: SourceText): CommandReader;
  /** All commands up to the end of the text. */
  all(): List;
  /** The commands of `$(…)` or `(…)`, and the closing parenthesis. */
  substitution(): List;
  /** Commands up to one of the words or operators in `ends`, which is not taken. */
  list(ends: readonly string[]): List;
  /** Like {@link list}, for where at least one command must stand. */
  body(ends: readonly string[]): List;
  command(): Command;
  functionBody(name: string, line: number): Command;
  /** Takes a reserved word; throws where another thing stands. */
  expect(word: string): void;
  peekReserved(): string | undefined;
  peekOperator(): string | undefined;
  skipNewlines(): void;
  /** The error about what should not be here. */
  unexpected(): ShellSyntaxError;
}
