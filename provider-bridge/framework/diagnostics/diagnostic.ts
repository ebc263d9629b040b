/**
 * What a user reads when something is wrong: values, not exceptions, so that several can be told at once.
 * Here belongs the shape of a diagnostic and its collection; never who shows it.
 */
import type { Path } from "../values/path";

/** An error stops the operation, a warning only tells. */
export type Severity = "error" | "warning";

/** One thing to tell: a short title, the whole story with what to do next, and the attribute it is about. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly summary: string;
  readonly detail: string;
  readonly path?: Path;
}

/** An error diagnostic thrown by a verb: what the user reads is what the author wrote here. */
export class DiagnosticError extends Error {
  /** What the user reads. */
  readonly diagnostic: Diagnostic;

  constructor(summary: string, detail: string, options: ErrorOptions & { readonly path?: Path } = {}) {
    super(`${summary}: ${detail}`, options);
    this.name = "DiagnosticError";
    this.diagnostic = {
      severity: "error",
      summary,
      detail,
      ...(options.path === undefined ? {} : { path: options.path }),
    };
  }
}

/** Collects diagnostics in the order in which they are found. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];

  /** Adds an error. */
  error(summary: string, detail: string, path?: Path): void {
    this.#list.push({ severity: "error", summary, detail, ...(path === undefined ? {} : { path }) });
  }

  /** Adds a warning. */
  warning(summary: string, detail: string, path?: Path): void {
    this.#list.push({ severity: "warning", summary, detail, ...(path === undefined ? {} : { path }) });
  }

  /** Adds diagnostics found elsewhere. */
  add(...diagnostics: readonly Diagnostic[]): void {
    this.#list.push(...diagnostics);
  }

  /** Whether anything is an error. */
  get hasErrors(): boolean {
    return this.#list.some((diagnostic) => diagnostic.severity === "error");
  }

  /** Everything so far. */
  get list(): readonly Diagnostic[] {
    return this.#list;
  }
}
