/**
 * Images of both architectures at once, on a sandbox that takes as long as Hetzner does, against the time that the
 * sandbox imposes on one: what is above 1 is ours. `npm run bench -- image [speed]`
 */
import { createProvider, PROVIDER_ADDRESS } from "../provider-bridge/provider";
import { startSandbox } from "../sandbox";
import { durations } from "../sandbox/world/durations";
import { findCores } from "../scripts/cores";
import { serveInProcess } from "../test/support/in-process";
import { Workspace } from "../test/support/terraform";
import { printResult, printTable } from "./harness";

const GOAL_RATIO = 1.05;

const CONFIGURATION = `terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
resource "hephaestus_talos_image" "it" {
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
  const sandbox = await startSandbox({ speed });
  const provider = await serveInProcess(createProvider(sandbox.environment), PROVIDER_ADDRESS);
  const workspace = new Workspace({ core, environment: provider.environment });
  try {
    workspace.write("main.tf", CONFIGURATION);
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
    workspace.remove();
    provider.close();
    await sandbox.close();
  }
}
