import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeIf } from "../../support/availability";
import { run, testGuest } from "./test-guest";

/**
 * Scripts that must do the same here as in real bash, from bash-scripts.txt: "====" and a title, the script, and after
 * "---- input" what comes in. "(with messages)" in a title: standard error is compared, too.
 */
const scripts = readFileSync(resolve(__dirname, "bash-scripts.txt"), "latin1")
  .split(/^====/m)
  .slice(1)
  .map((section) => {
    const [title = "", ...rest] = section.split("\n");
    const [script = "", input = ""] = rest.join("\n").split("---- input\n");
    const text = script.replace(/\n$/, "");
    return { title: title.trim() || text.replaceAll("\n", " ⏎ "), script: text, input: input.replace(/\n$/, "") };
  });

interface Answer {
  stdout: string;
  status: number;
  stderr: string;
}

/** Runs all scripts in real bash: one process that starts the others, because a test process forks slowly. */
function askBash(folder: string): Answer[] {
  for (const [index, { script, input }] of scripts.entries()) {
    writeFileSync(join(folder, `${index}.script`), script, "latin1");
    writeFileSync(join(folder, `${index}.in`), input, "latin1");
  }
  const loop =
    'for s in *.script; do n=$(basename "$s" .script); bash -c "$(<"$s")" <$n.in >$n.out 2>$n.err; echo $? >$n.status; done';
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", HOME: "/root" };
  const { status } = spawnSync("bash", ["-c", loop], { cwd: folder, env, timeout: 120_000 });
  if (status !== 0) throw new Error(`bash ended with ${status}`);
  const read = (index: number, kind: string) => readFileSync(join(folder, `${index}.${kind}`), "latin1");
  return scripts.map((_, index) => ({
    stdout: read(index, "out"),
    stderr: read(index, "err"),
    status: Number(read(index, "status")),
  }));
}

const hasBash = spawnSync("bash", ["-c", "exit 0"]).status === 0;

describeIf(hasBash, 'no program "bash"', "the shell does as bash does", () => {
  let folder: string;
  let real: Answer[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bash-scripts-"));
    real = askBash(folder);
  }, 150_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(scripts.map(({ title }, index) => [title, index] as const))("%s", async (title, index) => {
    const { script = "", input } = scripts[index] ?? {};
    const ours = await run(testGuest(), script, input);
    expect({ stdout: ours.stdout, end: ours.end }).toEqual({
      stdout: real[index]?.stdout,
      end: { status: real[index]?.status },
    });
    if (title.includes("(with messages)")) expect(ours.stderr).toBe(real[index]?.stderr);
  });
});
