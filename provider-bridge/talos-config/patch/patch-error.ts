/** Where a patch went wrong; everything that is known. */
export interface PatchErrorDetails {
  /** Number of the patch in the list, from 1. */
  readonly patch: number;
  /** Dotted path in the configuration (strategic) or JSON pointer (JSON patch); empty for the whole patch. */
  readonly path: string;
  /** Line in the patch's own text, from 1; 0 when unknown. */
  readonly line: number;
}

/** A patch that cannot be read or applied. */
export class PatchError extends Error {
  override readonly name = "PatchError";
  /** What is wrong, without where. */
  readonly problem: string;
  readonly patch: number;
  readonly path: string;
  readonly line: number;

  constructor(problem: string, details: PatchErrorDetails) {
    const line = details.line > 0 ? `, line ${details.line}` : "";
    const path = details.path === "" ? "" : ` at "${details.path}"`;
    super(`Cannot apply patch ${details.patch}${line}${path}: ${problem}`);
    this.problem = problem;
    this.patch = details.patch;
    this.path = details.path;
    this.line = details.line;
  }

  /** A sentence for users; `number` is which patch it is among all of theirs, from 1. */
  sentence(number = this.patch): string {
    const line = this.line > 0 ? `, line ${this.line}` : "";
    const path = this.path === "" ? "" : `, at "${this.path}"`;
    return `Patch ${number}${line}${path}: ${this.problem}${this.problem.endsWith("?") ? "" : "."}`;
  }
}

/** What goes wrong inside a merge, before it is known in which patch. */
export class MergeProblem extends Error {
  override readonly name = "MergeProblem";
  readonly path: string;

  constructor(path: string, problem: string) {
    super(problem);
    this.path = path;
  }
}
