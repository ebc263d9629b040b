/**
 * `npm run chaos [-- --sample N] [--only TEXT] [--jobs N]`: the provider is killed before and after every call that
 * create, update and delete of each resource make, and every answer is replaced by a failure; one apply later all is well.
 * Here belongs what disturbs and judges; never what a resource is to do then. A case that fails is run once more: it counts
 * as failed only if it fails again, and otherwise as `again`. Last line: `RESULT cases=… failed=… missed=… again=…`.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { useOwnTemporaryFolder } from "../../scripts/own-temporary-folder";
import { runChaos } from "./run-chaos";

/** Most of a case is waiting: more processes than cores are of use. */
const standardJobs = "3";

interface Counts {
  readonly cases: number;
  readonly failed: number;
  readonly missed: number;
  readonly again: number;
}

async function main(args: readonly string[]): Promise<void> {
  useOwnTemporaryFolder();
  const { values } = parseArgs({
    args: [...args],
    options: {
      sample: { type: "string" },
      only: { type: "string" },
      jobs: { type: "string", default: standardJobs },
      shard: { type: "string" },
    },
  });
  const { sample, only, jobs, shard } = values;
  const count = Number(jobs);
  if (shard !== undefined || count === 1) {
    const { cases, failures, missed, again } = await runChaos({
      ...(sample === undefined ? {} : { sample: Number(sample) }),
      ...(only === undefined ? {} : { only }),
      shard: { index: Number(shard ?? 0), count },
      tell: (line) => console.log(line),
    });
    finish({ cases, failed: failures.length, missed, again });
    return;
  }
  const parts = await Promise.all(Array.from({ length: count }, (_, index) => part([...args], index)));
  const sum = (name: keyof Counts) => parts.reduce((total, counts) => total + counts[name], 0);
  finish({ cases: sum("cases"), failed: sum("failed"), missed: sum("missed"), again: sum("again") });
}

function finish({ cases, failed, missed, again }: Counts): void {
  console.log(`RESULT cases=${cases} failed=${failed} missed=${missed} again=${again}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A process that runs its part of the cases; its lines are passed on. */
function part(args: readonly string[], index: number): Promise<Counts> {
  const own = [...process.execArgv, __filename, ...args, "--shard", String(index)];
  const child = spawn(process.execPath, own, { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill()); // The others, where one has failed.
  let counts: Counts | undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const found = /^RESULT cases=(\d+) failed=(\d+) missed=(\d+) again=(\d+)$/.exec(line);
    if (found === null) console.log(line);
    else counts = countsOf(found);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (counts !== undefined) resolve(counts);
      else reject(new Error(`Part ${index} of the cases ended with status ${code} and no result`));
    });
  });
}

function countsOf([, cases, failed, missed, again]: readonly string[]): Counts {
  return { cases: Number(cases), failed: Number(failed), missed: Number(missed), again: Number(again) };
}

void main(process.argv.slice(2));
