import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Runs .ci/run with programs that pretend: `npm` is this shell script. */
function runCi(
  npm: string,
  edit = (script: string) => script,
): { readonly status: number | null; readonly lastLine: string; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), "ci-run-"));
  try {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "npm"), `#!/bin/sh\n${npm}\n`);
    chmodSync(join(bin, "npm"), 0o755);
    // The script works in the folder above its own, where it must find the summary and its loader.
    mkdirSync(join(folder, ".ci"));
    writeFileSync(join(folder, ".ci/run"), edit(readFileSync(join(root, ".ci/run"), "utf8")));
    for (const name of ["scripts", "node_modules", "package.json"]) symlinkSync(join(root, name), join(folder, name));
    const environment = { ...process.env, PATH: `${bin}:${dirname(process.execPath)}:${process.env["PATH"]}` };
    const { status, stdout } = spawnSync("bash", [join(folder, ".ci/run")], {
      env: environment,
      encoding: "utf8",
      timeout: 60_000,
    });
    return { status, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "", output: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A shell line that writes a jest report where the arguments of npm say. */
const writeReport = (passed: number, failed: number) =>
  `for word; do case "$word" in --outputFile=*) echo '{"numPassedTests":${passed},"numFailedTests":${failed},"numPendingTests":1}' > "\${word#*=}";; esac; done`;

test("A good run ends with the sum and status 0, and says what is present", () => {
  const { status, lastLine, output } = runCi(writeReport(7, 0));
  expect([status, lastLine]).toEqual([0, "14 passed, 0 failed, 2 skipped"]);
  expect(output).toMatch(/^present: node \(/m);
  expect(output).toMatch(/^oracles: /m);
});

test("A failed test fails the run", () => {
  const { status, lastLine } = runCi(`${writeReport(7, 1)}; [ "$1" = ci ]`);
  expect([status, lastLine]).toEqual([1, "14 passed, 2 failed, 2 skipped"]);
});

test("What fails before the tests counts as failed, and all tests are run nevertheless", () => {
  const { status, lastLine, output } = runCi(`[ "$1" = test ] && exit 2; ${writeReport(7, 0)}`);
  expect([status, lastLine]).toEqual([1, "14 passed, 1 failed, 2 skipped"]);
  expect(output).toMatch(/^=== npm run jest/m);
});

test("What does not even build is not run again", () => {
  const { status, lastLine } = runCi(`case "$1 $2" in "test "*|"run build") exit 2;; esac; ${writeReport(7, 0)}`);
  expect([status, lastLine]).toEqual([1, "7 passed, 1 failed, 1 skipped"]);
});

test("A run that goes on after its report is ended, and fails", () => {
  const hang = `${writeReport(7, 0)}; [ "$2" = test:long ] && exec sleep 300`;
  const { status, lastLine, output } = runCi(`${hang}; exit 0`, (script) =>
    script.replace("grace_seconds=60", "grace_seconds=1"),
  );
  expect([status, lastLine]).toEqual([1, "14 passed, 1 failed, 2 skipped"]);
  expect(output).toContain("something was left open");
});

test("Without packages nothing is tested", () => {
  const { status, lastLine } = runCi("exit 1");
  expect([status, lastLine]).toEqual([1, "0 passed, 1 failed, 0 skipped"]);
});
