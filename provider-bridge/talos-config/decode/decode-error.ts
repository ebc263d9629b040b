/** One thing that is wrong with a text; `line` and `column` count from 1, `path` is dotted, empty for the root. */
export interface DecodeIssue {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The known key that is spelled most like an unknown one. */
  readonly nearestKey?: string;
}

/** A text that Talos would refuse to load. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly issues: readonly DecodeIssue[];

  constructor(issues: readonly DecodeIssue[]) {
    super(`Cannot decode machine configuration: ${issues.map(describeIssue).join("; ")}`);
    this.issues = issues;
  }
}

/** One line: place, path, what is wrong. */
export function describeIssue(issue: DecodeIssue): string {
  const path = issue.path === "" ? "" : `${issue.path}: `;
  return `line ${issue.line}, column ${issue.column}: ${path}${issue.message}`;
}
