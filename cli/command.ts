/** What a command of the CLI is. */
export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Runs; resolves to the exit code (0 good, 1 failed, 2 called wrongly). Throws an Error whose message is printed. */
  run(args: readonly string[]): Promise<number>;
}
