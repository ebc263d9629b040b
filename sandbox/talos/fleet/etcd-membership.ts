/** How a control plane comes into etcd and out of it. */
import type { Fleet, Node } from "./fleet";

/** Leaves etcd for good. Rejects when it cannot. */
export async function leaveEtcd(_fleet: Fleet, _node: Node, _signal: AbortSignal): Promise<void> {}
