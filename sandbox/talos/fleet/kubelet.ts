/** The kubelet of a machine: starts with the machine, registers as soon as it gets through to an API server. */
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { kubeletAddress } from "../machine/node-addresses";
import type { Fleet, Node } from "./fleet";
import { clusterReachedBy, watchConnection } from "./kubelet-connections";
import { kubeletFacts } from "./kubernetes-identity";

/** Ends when the kubelet runs; whether its Node is ready is another matter. */
export async function startKubelet(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  machine.services.set("kubelet", "Preparing", "Running pre state");
  await fleet.waiting.until(() => addressOf(machine), signal);
  await machine.world.clock.sleep(durations.kubeletStartMs, signal);
  machine.services.run("kubelet");
  if (machine.settings?.node.skipsRegistration !== true) registerLater(fleet, node);
}

function registerLater(fleet: Fleet, node: Node): void {
  const { machine } = node;
  register(fleet, node).catch((error: unknown) => {
    if (machine.life.aborted) return;
    machine.note(`cannot run its kubelet: ${error instanceof Error ? error.message : String(error)}`);
  });
}

function addressOf(machine: TalosMachine): string | undefined {
  return machine.settings === undefined ? undefined : kubeletAddress(machine.addresses, machine.settings);
}

/** Registers the Node with whichever cluster answers, and keeps an eye on it. */
async function register(fleet: Fleet, node: Node): Promise<void> {
  const { machine } = node;
  const cluster = await fleet.waiting.until(() => clusterReachedBy(fleet, machine), machine.life);
  if (machine.settings === undefined) return;
  node.cluster = cluster;
  const look = () => {
    const isReady = node.kubelet?.isReady() === true;
    if (isReady === machine.isNodeReady) return;
    machine.isNodeReady = isReady;
    machine.changed();
  };
  const kubelet = cluster.kubernetes.startKubelet(kubeletFacts(node, machine.settings), look);
  node.kubelet = kubelet;
  const end = () => {
    forget();
    if (node.kubelet === kubelet) node.kubelet = undefined;
    kubelet.stop();
  };
  const moved = () => {
    end();
    look();
    machine.note("registers its node anew");
    registerLater(fleet, node);
  };
  const forget = watchConnection(fleet, { node, cluster, nodeName: machine.nodeName, kubelet, moved });
  machine.atEnd(end);
  look();
}
