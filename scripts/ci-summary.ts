/**
 * `ci-summary NAME STATUS FILE …`: prints how each run of tests ended and, last, their sum; ends with status 1 where
 * anything failed. FILE is what jest wrote with `--json --outputFile`; a missing one is a run that failed before.
 */
import { readFileSync } from "node:fs";
import { countsOf, countsText, sumOf, type TestRun } from "./ci-summary-counts";

function main(words: readonly string[]): void {
  const runs: TestRun[] = [];
  for (let index = 0; index < words.length; index += 3) {
    const [name = "", status = "1", file = ""] = words.slice(index, index + 3);
    runs.push({ name, status: Number(status), report: readReport(file) });
  }
  for (const run of runs) {
    console.log(`${run.name}: ${countsText(countsOf(run))} (status ${run.status})`);
  }
  const sum = sumOf(runs);
  console.log(countsText(sum));
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

main(process.argv.slice(2));
