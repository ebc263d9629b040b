/** How a run of tests ended. */
export interface TestRun {
  /** For people: `npm test`. */
  readonly name: string;
  /** The exit status of its command. */
  readonly status: number;
  /** What jest wrote with `--json`; undefined where it did not come to that. */
  readonly report: unknown;
}

/** Tests by how they ended. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The sum over runs. What fails outside of a test (a suite that does not load, lint, types, build) counts as one failed. */
export function sumOf(runs: readonly TestRun[]): TestCounts {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of runs.map(countsOf)) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  return sum;
}

/** The tests of one run. */
export function countsOf({ status, report }: TestRun): TestCounts {
  const read = (field: string): number => {
    const value: unknown = typeof report === "object" && report !== null ? Reflect.get(report, field) : undefined;
    return typeof value === "number" ? value : 0;
  };
  const failed = read("numFailedTests") + read("numRuntimeErrorTestSuites");
  const passed = read("numPassedTests");
  // A run without a single test says nothing, however it ended.
  const isBroken = status !== 0 || passed + failed === 0;
  return {
    passed,
    failed: isBroken && failed === 0 ? 1 : failed,
    skipped: read("numPendingTests") + read("numTodoTests"),
  };
}

/** `N passed, N failed, N skipped`. */
export function countsText({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
