/** How long a plan takes that finds nothing to do, with our mini provider and with its Go twin. */
import { measure, median, percentile, printResult, printTable, type Subject } from "./harness";
import { AS_IS, nodeVariablesNote } from "./harness/node-variables";
import { GO_MISSING, type MiniWorkspace, prepareMiniWorkspaces } from "./mini";

/** How much longer than with a Go provider a plan may take, in seconds. */
const GOAL_SECONDS = 0.2;

/** `npm run bench -- plan [--as-is]`. */
export async function run(args: readonly string[]): Promise<void> {
  const asIs = args.includes(AS_IS);
  const note = nodeVariablesNote(asIs);
  const { core, all, close } = await prepareMiniWorkspaces({ asIs });
  try {
    const { samples, rounds, disturbed, uncertainty } = await measure(all.map(planOf));
    const middle = (name: string) => median(samples.get(name) ?? []) / 1000;
    printTable(
      [`plan with ${core.family} ${core.version}`, "median s", "p90 s"],
      [...samples].map(([name, times]) => [name, middle(name).toFixed(3), (percentile(times, 0.9) / 1000).toFixed(3)]),
    );
    const common = { ours_seconds: middle("ours"), rounds, disturbed, uncertainty, node_variables: note };
    if (samples.has("go")) {
      const go = middle("go");
      printResult({ extra_seconds: middle("ours") - go, goal: GOAL_SECONDS, go_seconds: go, ...common });
    } else {
      console.log(`SKIPPED the comparison: ${GO_MISSING}`);
      printResult({ extra_seconds: "skipped", goal: GOAL_SECONDS, ...common });
    }
  } finally {
    await close();
  }
}

/** One sample is the time of one plan in milliseconds. */
function planOf({ name, workspace }: MiniWorkspace): Subject<number> {
  return {
    name,
    numberOf: (tookMs) => tookMs,
    sample: async () => {
      const began = performance.now();
      await workspace.succeed("plan", "-input=false", "-no-color", "-lock=false");
      return performance.now() - began;
    },
  };
}
