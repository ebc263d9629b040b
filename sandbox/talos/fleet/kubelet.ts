/** The kubelet of a machine: starts with the machine, registers as soon as it gets through to an API server. */
import { durations } from "../machine/durations";
import type { Fleet, Node } from "./fleet";

/** Ends when the kubelet runs; whether its Node is ready is another matter. */
export async function startKubelet(_fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  machine.services.set("kubelet", "Preparing", "Running pre state");
  await machine.world.clock.sleep(durations.kubeletStartMs, signal);
  machine.services.run("kubelet");
}
