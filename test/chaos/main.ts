/**
 * `npm run chaos [-- --sample N] [--only TEXT] [--jobs N]`: the provider is killed before and after every call that
 * create, update and delete of each resource make, and every answer is replaced by a failure; one apply later all is well.
 * Here belongs what disturbs and judges; never what a resource is to do then. Last line: `RESULT cases=… failed=…`.
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
    const { cases, failures, missed } = await runChaos({
      ...(sample === undefined ? {} : { sample: Number(sample) }),
      ...(only === undefined ? {} : { only }),
      shard: { index: Number(shard ?? 0), count },
      tell: (line) => console.log(line),
    });
    finish({ cases, failed: failures.length, missed });
    return;
  }
  const parts = await Promise.all(Array.from({ length: count }, (_, index) => part([...args], index)));
  const sum = (name: keyof Counts) => parts.reduce((total, counts) => total + counts[name], 0);
  finish({ cases: sum("cases"), failed: sum("failed"), missed: sum("missed") });
}

function finish({ cases, failed, missed }: Counts): void {
  console.log(`RESULT cases=${cases} failed=${failed} missed=${missed}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A process that runs its part of the cases; its lines are passed on. */
function part(args: readonly string[], index: number): Promise<Counts> {
  const own = [...process.execArgv, __filename, ...args, "--shard", String(index)];
  const child = spawn(process.execPath, own, { stdio: ["ignore", "pipe", "inherit"] });
  let counts: Counts | undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const found = /^RESULT cases=(\d+) failed=(\d+) missed=(\d+)$/.exec(line);
    if (found === null) console.log(line);
    else counts = { cases: Number(found[1]), failed: Number(found[2]), missed: Number(found[3]) };
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (counts !== undefined) resolve(counts);
      else reject(new Error(`Part ${index} of the cases ended with status ${code} and no result`));
    });
  });
}

void main(process.argv.slice(2));
