/** What came of one case in one half of the replay. */
export interface Outcome {
  /** The case's, for instance `firewall/create-full`. */
  readonly name: string;
  /** "skipped": it differs, and the reason is known. */
  readonly kind: "passed" | "failed" | "skipped";
  /** What differs, or the reason to skip. */
  readonly lines: readonly string[];
}

/** What a case is counted under: the resource type, `data-` before that of a data source. */
function typeOfCase(name: string): string {
  return name.split(/[/:]/)[0] ?? name;
}

/** One line a type: how many of its cases passed. */
export function shareByType(outcomes: readonly Outcome[]): readonly string[] {
  const byType = new Map<string, { passed: number; failed: number; skipped: number }>();
  for (const { name, kind } of outcomes) {
    const counts = byType.get(typeOfCase(name)) ?? { passed: 0, failed: 0, skipped: 0 };
    counts[kind] += 1;
    byType.set(typeOfCase(name), counts);
  }
  return [...byType].map(([type, { passed, failed, skipped }]) => {
    const all = passed + failed + skipped;
    const share = Math.floor((100 * (passed + skipped)) / all);
    return `${type}: ${passed} of ${all} passed, ${failed} failed, ${skipped} skipped with a reason (${share} %)`;
  });
}
