import type { Project } from "./project";

/** A place where a rule is broken. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  /** What there is wrong, by name (a function, a field), so that an exception survives moved lines. */
  readonly subject?: string;
  readonly message: string;
}

/** A house rule. A rule that cannot be broken is no rule: each brings a sample that it must refuse. */
export interface Rule {
  /** What holds, as a sentence. */
  readonly title: string;
  check(project: Project): readonly Violation[];
  /** Files that break the rule, beside some that keep it. */
  readonly sample: Readonly<Record<string, string>>;
  /** The places in the sample that must be found, all of them and no other, as `path:line`. */
  readonly found: readonly string[];
}

/** How an exception names a violation. */
export function exceptionKey({ path, subject }: Violation): string {
  return subject === undefined ? path : `${path}#${subject}`;
}
