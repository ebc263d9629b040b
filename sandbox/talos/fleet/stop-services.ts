/** How a machine ends what it runs before it reboots, shuts down or is wiped. */
import type { Fleet, Node } from "./fleet";

/** Cordons the machine's Node and evicts its pods, as far as Kubernetes answers. */
export async function drain(_fleet: Fleet, _node: Node): Promise<void> {}

/** Ends kubelet, the components of Kubernetes and etcd. */
export function stopServices(_fleet: Fleet, node: Node): void {
  for (const service of node.machine.services.list()) {
    if (service.id === "machined" || service.id === "apid" || service.state !== "Running") continue;
    node.machine.services.set(service.id, "Finished", "Service finished successfully");
  }
}
