/**
 * A cluster of three control planes and three workers, from nothing to all Nodes Ready, on a sandbox that takes as long
 * as the real thing: how much of the time is what the sandbox imposes. The image is there already, and hcloud polls at a
 * constant pace. `npm run bench -- apply [speed]`
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createProvider, PROVIDER_ADDRESS } from "../provider-bridge/provider";
import { startSandbox } from "../sandbox";
import { podDurations } from "../sandbox/kubernetes/kubelet/pod-timing";
import { durations as guest } from "../sandbox/talos/machine/durations";
import { durations as hetzner } from "../sandbox/world/durations";
import { findCores } from "../scripts/cores";
import { standIn } from "../test/peers/stack/provider";
import { serveInProcess } from "../test/support/in-process";
import { Workspace } from "../test/support/terraform";
import { printResult, printTable } from "./harness";

const GOAL_RATIO = 0.9;
const EXAMPLE = resolve(__dirname, "../examples/hcl/cluster/cluster.tf");
const POLLING = 'provider "hcloud" {\n  poll_interval = "200ms"\n  poll_function = "constant"\n}\n';
const SIZE = ["-var", "control_planes=3", "-var", "workers=3"];
/** From the configuration until a machine answers with its certificate. */
const CONFIGURED_MS = guest.farewellMs + guest.bootPhasesMs + guest.containerdMs;

/** The longest way: what waits for what, and cannot be done beside it. */
const CRITICAL_PATH = [
  ["server is made, starts and boots", hetzner.createServerMs + hetzner.startServerMs + hetzner.bootMs],
  ["Talos reaches maintenance mode", guest.initializeMs],
  ["control plane boots with its configuration", CONFIGURED_MS + guest.apidMs],
  ["etcd begins", guest.etcdStartMs],
  ["Kubernetes starts", guest.staticPodsMs],
  ["worker boots with its configuration", CONFIGURED_MS],
  ["its kubelet starts", guest.kubeletStartMs],
  ["the network's pod starts on it, and makes it Ready", podDurations.startMs],
] as const;

/** Runs the benchmark; see the head of this file. */
export async function run([speedText = "1"]: readonly string[]): Promise<void> {
  const speed = Number(speedText);
  const [core] = findCores();
  if (core === undefined) throw new RangeError("Cannot measure: there is no terraform on PATH");
  const sandbox = await startSandbox({ speed });
  const hcloud = await standIn(sandbox.environment);
  const ours = await serveInProcess(createProvider(sandbox.environment), PROVIDER_ADDRESS);
  const workspace = new Workspace({ core, environment: { ...sandbox.environment, ...attached(hcloud, ours) } });
  try {
    workspace.write("cluster.tf", readFileSync(EXAMPLE, "utf8"));
    workspace.write("polling.tf", POLLING);
    await workspace.apply("-target=hephaestus_talos_image.node");
    const began = performance.now();
    const told = await workspace.apply(...SIZE);
    const tookMs = performance.now() - began;
    const boundMs = CRITICAL_PATH.reduce((sum, [, each]) => sum + each, 0) / speed;
    for (const [line] of told.matchAll(/^.*Creation complete after \S+/gm)) console.log(line);
    printTable(
      ["on the critical path", "imposed s"],
      CRITICAL_PATH.map(([name, each]) => [name, (each / speed / 1000).toFixed(2)]),
    );
    const seconds = { measured_seconds: tookMs / 1000, bound_seconds: boundMs / 1000 };
    printResult({ ratio: boundMs / tookMs, goal: GOAL_RATIO, ...seconds, speed });
  } finally {
    workspace.remove();
    hcloud.close();
    ours.close();
    await sandbox.close();
  }
}

interface Attached {
  readonly environment: Readonly<Record<string, string>>;
}

/** Both providers are served from this process. */
function attached(...providers: readonly Attached[]): Readonly<Record<string, string>> {
  const name = "TF_REATTACH_PROVIDERS";
  const all: unknown[] = providers.map(({ environment }) => JSON.parse(environment[name] ?? "{}"));
  return { [name]: JSON.stringify(Object.assign({}, ...all)) };
}
