/** How much memory the provider's processes take at most while a plan runs, ours and the Go twin's. */

import { measure, median, printResult, printTable, type Subject } from "./harness";
import { watchDescendants } from "./harness/descendants";
import { GO_MISSING, type MiniWorkspace, prepareMiniWorkspaces } from "./mini";

const MEBIBYTE = 2 ** 20;

/** `npm run bench -- memory`. */
export async function run(): Promise<void> {
  if (process.platform !== "linux") {
    console.log("SKIPPED: the memory of a process is read from /proc, which only Linux has");
    return printResult({ rss_mib: "skipped" });
  }
  const { core, all, close } = await prepareMiniWorkspaces();
  try {
    const { samples, rounds } = await measure(all.map(memoryOf), { minRounds: 5, maxRounds: 15, quietMs: 0 });
    const middle = (name: string) => median(samples.get(name) ?? []) / MEBIBYTE;
    printTable(
      [`peak RSS in a plan with ${core.family} ${core.version}`, "median MiB", "most MiB"],
      [...samples].map(([name, bytes]) => [name, middle(name).toFixed(1), (Math.max(...bytes) / MEBIBYTE).toFixed(1)]),
    );
    if (!samples.has("go")) console.log(`SKIPPED the comparison: ${GO_MISSING}`);
    printResult({ rss_mib: middle("ours"), go_rss_mib: samples.has("go") ? middle("go") : "skipped", rounds });
  } finally {
    await close();
  }
}

/** One sample is the most memory that any process below terraform had, in bytes. */
function memoryOf({ name, workspace }: MiniWorkspace): Subject<number> {
  return {
    name,
    numberOf: (bytes) => bytes,
    sample: async () => {
      const watch = watchDescendants("terraform-provider-mini");
      try {
        await workspace.succeed("plan", "-input=false", "-no-color", "-lock=false");
      } finally {
        watch.end();
      }
      if (watch.peakRssBytes === 0) throw new Error(`Cannot measure "${name}": its processes were not seen`);
      return watch.peakRssBytes;
    },
  };
}
