/** Where a machine runs, as far as validation asks. */
export type ValidationMode = "cloud" | "metal" | "container";

/** One thing that validation found. */
export interface Finding {
  /** Warnings do not keep Talos from taking the configuration. */
  readonly severity: "error" | "warning";
  /** The document: `v1alpha1`, `LinkConfig/eth0`. */
  readonly document: string;
  /** Dotted path in the document, empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
  /** Talos itself says nothing: our own advice. Never an error. */
  readonly own: boolean;
}

/** What a rule reports: where in its document, and what is wrong. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** One rule about the value `T`; a rule is an error unless it says otherwise. */
export interface Rule<T> {
  /** What it is about, for the reader of the table. */
  readonly about: string;
  /** Talos minor versions that have the rule; default all. */
  readonly since?: number;
  readonly until?: number;
  readonly warning?: true;
  readonly check: (subject: T) => Problem[];
}

/** A problem as a list, or nothing. */
export function when(condition: boolean, path: string, message: string): Problem[] {
  return condition ? [{ path, message }] : [];
}

/** The rules that hold for that Talos. */
export function rulesFor<T>(rules: readonly Rule<T>[], minor: number): Rule<T>[] {
  return rules.filter((rule) => (rule.since ?? 0) <= minor && minor <= (rule.until ?? Number.POSITIVE_INFINITY));
}
