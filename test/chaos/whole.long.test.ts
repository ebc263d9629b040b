/** `npm run chaos`, as a user runs it. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/** Fewer would leave out whole verbs. */
const fewestCases = 200;
const limitMs = 1_800_000;
const mostOutputBytes = 10_000_000;
/** On a machine that is too busy, time-outs of the harness itself may strike: one case in a hundred. */
const mostAgain = 0.01;

test(
  "wherever the provider is killed, and whatever it is answered, the next apply brings all in order",
  () => {
    const args = ["--import", "tsx", resolve(__dirname, "main.ts")];
    const limits = { timeout: limitMs, maxBuffer: mostOutputBytes };
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", ...limits });
    const lines = stdout.trimEnd().split("\n");
    const last = lines.at(-1) ?? stderr;
    console.log([...lines.filter((line) => /^(FAILED| )/.test(line)), last].join("\n"));
    const [, cases, failed, again] = /^RESULT cases=(\d+) failed=(\d+) missed=\d+ again=(\d+)$/.exec(last) ?? [];
    expect(failed).toBe("0");
    expect(Number(cases)).toBeGreaterThanOrEqual(fewestCases);
    expect(Number(again)).toBeLessThanOrEqual(Number(cases) * mostAgain);
  },
  limitMs,
);
