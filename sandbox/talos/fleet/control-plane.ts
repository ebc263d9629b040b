/** Starts what only control planes run: trustd, etcd and the components of Kubernetes. */
import { durations } from "../machine/durations";
import type { Fleet, Node } from "./fleet";

/** Ends when etcd is up. */
export async function startControlPlane(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  await machine.world.clock.sleep(durations.apidMs, signal);
  machine.services.run("trustd");
  machine.services.set("etcd", "Preparing", "Running pre state");
  await fleet.waiting.until(() => undefined, signal);
}
