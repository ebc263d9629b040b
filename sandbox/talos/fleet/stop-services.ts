/** How a machine ends what it runs before it reboots, shuts down or is wiped. */
import { stopEtcd } from "./etcd-membership";
import type { Node } from "./fleet";

/** Talos gives up a drain after that and goes on. */
const drainLimitMs = 5 * 60_000;

/** Cordons the machine's Node and evicts its pods, as far as Kubernetes answers and budgets allow. */
export async function drain({ machine, kubelet }: Node, signal: AbortSignal): Promise<void> {
  await kubelet?.drain(drainLimitMs, signal);
  machine.log("machined", "cordoned and drained the node");
}

/** Ends kubelet, the components of Kubernetes and etcd. */
export function stopServices(node: Node): void {
  const { machine } = node;
  node.kubelet?.shutDown();
  machine.areStaticPodsReady = false;
  machine.isNodeReady = false;
  stopEtcd(node);
  for (const service of machine.services.list()) {
    if (service.id === "machined" || service.id === "apid" || service.state !== "Running") continue;
    machine.services.set(service.id, "Finished", "Service finished successfully");
  }
}
