/** One thing that is wrong with a file. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** A cluster.yaml that cannot be used: everything that is wrong with it, a line each. */
export class ClusterFileError extends Error {
  // Private, because Node prints an error's own fields behind its message, which says all of it.
  readonly #problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const lines = problems.map(({ line, column, message }) => `  ${file}:${line}:${column}: ${message}`);
    super(`Cannot use "${file}":\n${lines.join("\n")}`);
    this.name = "ClusterFileError";
    this.#problems = problems;
  }

  /** What is wrong, in the file's order. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }
}
