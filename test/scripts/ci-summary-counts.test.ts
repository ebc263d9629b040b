import { countsOf, countsText, sumOf } from "../../scripts/ci-summary-counts";

const report = (passed: number, failed = 0, pending = 0, brokenSuites = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: brokenSuites,
});

test("Runs are summed", () => {
  const runs = [
    { name: "a", status: 0, report: report(10, 0, 2) },
    { name: "b", status: 1, report: report(5, 1) },
  ];
  expect(countsText(sumOf(runs))).toBe("15 passed, 1 failed, 2 skipped");
});

test.each([
  ["a suite that does not load", { status: 1, report: report(3, 0, 0, 1) }, "3 passed, 1 failed, 0 skipped"],
  ["lint, types or build", { status: 1, report: undefined }, "0 passed, 1 failed, 0 skipped"],
  ["a time limit after the report", { status: 124, report: report(3) }, "3 passed, 1 failed, 0 skipped"],
  ["a run without tests", { status: 0, report: report(0) }, "0 passed, 1 failed, 0 skipped"],
  ["a report that is none", { status: 0, report: "nonsense" }, "0 passed, 1 failed, 0 skipped"],
  ["a run that is good", { status: 0, report: report(3, 0, 1) }, "3 passed, 0 failed, 1 skipped"],
])("%s", (_name, run, text) => {
  expect(countsText(countsOf({ name: "run", ...run }))).toBe(text);
});
