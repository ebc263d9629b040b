/**
 * How long a plan takes that reads a hundred machines and finds nothing to do, with all that Read looks at, beside
 * Talos's own provider reading the same machines. `npm run bench -- refresh [--as-is] [machines]`, with the path of the
 * other provider in HEPHAESTUS_TALOS_PROVIDER.
 */
import { existsSync } from "node:fs";
import { measure, median, percentile, printResult, printTable, type Subject } from "./harness";
import { watchDescendants } from "./harness/descendants";
import { AS_IS, nodeVariablesNote } from "./harness/node-variables";
import { type MachineWorkspace, prepareMachineWorkspaces } from "./machines";

const [GOAL_RATIO, GOAL_RSS_RATIO, GOAL_CALLS] = [0.8, 1.5, 10];
const MIB = 1024 * 1024;
/** The sandbox runs in this process, and V8 compiles what it does in the first plans: they are not counted. */
const warmup = 5;
/** One plan differs from the next by a twentieth: with fifteen of each, two benches differed by as much in their ratio. */
const plans = 50;
/** Looking at memory takes the sandbox's time: it is done in plans of its own. */
const memoryPlans = 2;
const watchMs = 50;

/** What one plan was. */
interface Sample {
  readonly tookMs: number;
  readonly hcloudCalls: number;
}

/** Runs the benchmark; see the head of this file. */
export async function run(args: readonly string[]): Promise<void> {
  const asIs = args.includes(AS_IS);
  const [machines = "100"] = args.filter((each) => each !== AS_IS);
  const note = nodeVariablesNote(asIs);
  const path = process.env["HEPHAESTUS_TALOS_PROVIDER"];
  const isThere = path !== undefined && existsSync(path);
  if (!isThere) console.log("SKIPPED the comparison: HEPHAESTUS_TALOS_PROVIDER names no provider");
  const { core, all, close } = await prepareMachineWorkspaces(Number(machines), isThere ? path : undefined, { asIs });
  try {
    const limits = { warmup, minRounds: plans, maxRounds: plans };
    const { samples, rounds, disturbed } = await measure(all.map(planOf), limits);
    const peaks = new Map<string, number>();
    for (const machineWorkspace of all) peaks.set(machineWorkspace.name, await peakRssBytes(machineWorkspace));
    const times = (name: string) => (samples.get(name) ?? []).map(({ tookMs }) => tookMs);
    printTable(
      [`plan of ${machines} machines with ${core.family} ${core.version}`, "median s", "p90 s", "peak MiB"],
      [...samples.keys()].map((name) => [
        name,
        (median(times(name)) / 1000).toFixed(2),
        (percentile(times(name), 0.9) / 1000).toFixed(2),
        ((peaks.get(name) ?? 0) / MIB).toFixed(0),
      ]),
    );
    const compared = (numberOf: (name: string) => number) =>
      samples.has("talos") ? numberOf("ours") / numberOf("talos") : "skipped";
    const goals = { goal: GOAL_RATIO, rss_goal: GOAL_RSS_RATIO, calls_goal: GOAL_CALLS };
    printResult({
      ratio: compared((name) => median(times(name))),
      rss_ratio: compared((name) => peaks.get(name) ?? 0),
      hcloud_calls: Math.max(...(samples.get("ours") ?? []).map(({ hcloudCalls }) => hcloudCalls)),
      ...goals,
      rounds,
      disturbed,
      node_variables: note,
    });
  } finally {
    await close();
  }
}

/** One sample is one plan. */
function planOf({ name, workspace, hcloudCalls }: MachineWorkspace): Subject<Sample> {
  return {
    name,
    numberOf: ({ tookMs }) => tookMs,
    sample: async () => {
      const [callsBefore, began] = [hcloudCalls(), performance.now()];
      await plan(workspace, name);
      return { tookMs: performance.now() - began, hcloudCalls: hcloudCalls() - callsBefore };
    },
  };
}

async function plan(workspace: MachineWorkspace["workspace"], name: string): Promise<void> {
  if (!(await workspace.planIsEmpty("-lock=false"))) throw new Error(`The plan of "${name}" is not empty`);
}

/** The most memory that the provider's process had. */
async function peakRssBytes({ name, word, workspace }: MachineWorkspace): Promise<number> {
  const watch = watchDescendants(word, watchMs);
  try {
    for (let count = 0; count < memoryPlans; count += 1) await plan(workspace, name);
  } finally {
    watch.end();
  }
  return watch.peakRssBytes;
}
