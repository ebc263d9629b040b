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
/** The sandbox runs in this process, too: who looks more often takes its time away. */
const watchMs = 50;

/** What one plan was. */
interface Sample {
  readonly tookMs: number;
  readonly peakRssBytes: number;
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
    const limits = { warmup: 1, minRounds: 3, maxRounds: 7, uncertainty: 0.05 };
    const { samples, rounds, disturbed } = await measure(all.map(planOf), limits);
    const of = (name: string, part: keyof Sample) => (samples.get(name) ?? []).map((sample) => sample[part]);
    printTable(
      [`plan of ${machines} machines with ${core.family} ${core.version}`, "median s", "p90 s", "peak MiB"],
      [...samples.keys()].map((name) => [
        name,
        (median(of(name, "tookMs")) / 1000).toFixed(2),
        (percentile(of(name, "tookMs"), 0.9) / 1000).toFixed(2),
        (Math.max(...of(name, "peakRssBytes")) / MIB).toFixed(0),
      ]),
    );
    const compared = (part: keyof Sample) =>
      samples.has("talos") ? median(of("ours", part)) / median(of("talos", part)) : "skipped";
    const goals = { goal: GOAL_RATIO, rss_goal: GOAL_RSS_RATIO, calls_goal: GOAL_CALLS };
    const results = { ratio: compared("tookMs"), rss_ratio: compared("peakRssBytes") };
    printResult({
      ...results,
      hcloud_calls: Math.max(...of("ours", "hcloudCalls")),
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
function planOf({ name, word, workspace, hcloudCalls }: MachineWorkspace): Subject<Sample> {
  return {
    name,
    numberOf: ({ tookMs }) => tookMs,
    sample: async () => {
      const [watch, callsBefore, began] = [watchDescendants(word, watchMs), hcloudCalls(), performance.now()];
      try {
        if (!(await workspace.planIsEmpty("-lock=false"))) throw new Error(`The plan of "${name}" is not empty`);
      } finally {
        watch.end();
      }
      const { peakRssBytes } = watch;
      return { tookMs: performance.now() - began, peakRssBytes, hcloudCalls: hcloudCalls() - callsBefore };
    },
  };
}
