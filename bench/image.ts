/**
 * Images of both architectures at once, on a sandbox that takes as long as Hetzner does, against the time that the
 * sandbox imposes on one: what is above 1 is ours. `npm run bench -- image [speed]`
 */
import { startSandbox } from "../sandbox";
import { durations } from "../sandbox/world/durations";
import { findCores } from "../scripts/cores";
import { openProviderStage } from "../test/support/provider-stage";
import { printResult, printTable } from "./harness";

const GOAL_RATIO = 1.05;

const CONFIGURATION = `resource "hephaestus_talos_image" "it" {
  for_each      = toset(["amd64", "arm64"])
  talos_version = "v1.13.9"
  architecture  = each.key
}
`;

/** Everything on the way of one image that takes time; the image of the sandbox is far below a GiB. */
const STEPS = [
  ["create server", durations.createServerMs],
  ["enable rescue", durations.enableRescueMs],
  ["start server", durations.startServerMs],
  ["boot rescue", durations.bootRescueMs],
  ["stop server", durations.stopServerMs],
  ["snapshot", durations.createImageBaseMs],
  ["delete server", durations.deleteServerMs],
] as const;

/** Runs the benchmark; see the head of this file. */
export async function run([speedText = "1"]: readonly string[]): Promise<void> {
  const speed = Number(speedText);
  const [core] = findCores();
  if (core === undefined) throw new RangeError("Cannot measure: there is no terraform on PATH");
  const { workspace, write, close } = await openProviderStage(core, await startSandbox({ speed }));
  try {
    write(CONFIGURATION);
    const began = performance.now();
    await workspace.apply();
    const tookMs = performance.now() - began;
    const imposedMs = STEPS.reduce((sum, [, each]) => sum + each, 0) / speed;
    printTable(
      ["step of one image", "imposed s"],
      STEPS.map(([name, each]) => [name, (each / speed / 1000).toFixed(2)]),
    );
    const seconds = { both_seconds: tookMs / 1000, imposed_seconds: imposedMs / 1000 };
    printResult({ ratio: tookMs / imposedMs, goal: GOAL_RATIO, ...seconds, speed });
  } finally {
    await close();
  }
}
