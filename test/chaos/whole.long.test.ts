/** `npm run chaos`, as a user runs it. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/** Fewer would leave out whole verbs. */
const fewestCases = 200;
const limitMs = 1_800_000;
const mostOutputBytes = 10_000_000;

test(
  "wherever the provider is killed, and whatever it is answered, the next apply brings all in order",
  () => {
    const args = ["--import", "tsx", resolve(__dirname, "main.ts")];
    const limits = { timeout: limitMs, maxBuffer: mostOutputBytes };
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", ...limits });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("FAILED"))).toEqual([]);
    const last = lines.at(-1) ?? stderr;
    console.log(last);
    const [, cases, failed] = /^RESULT cases=(\d+) failed=(\d+) missed=\d+$/.exec(last) ?? [];
    expect(failed).toBe("0");
    expect(Number(cases)).toBeGreaterThanOrEqual(fewestCases);
  },
  limitMs,
);
