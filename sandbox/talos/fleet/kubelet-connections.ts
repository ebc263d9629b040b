/** Whether kubelets that run get through to an API server of their cluster: one look at all of them now and then. */
import type { Kubelet } from "../../kubernetes";
import type { Cancel } from "../../world/clock";
import type { TalosMachine } from "../machine/machine";
import { dial, hostAndPort } from "./dialing";
import { controlPlanesReachedBy } from "./discovery";
import type { Fleet, Node } from "./fleet";
import type { TalosCluster } from "./talos-cluster";

/** Firewalls and networks change without anybody saying so, simulated milliseconds. */
const lookAgainMs = 5_000;
/** Of a fast clock: not more often than that, real milliseconds. */
const shortestLookMs = 1_000;

/** A kubelet that is registered. */
export interface RegisteredKubelet {
  readonly node: Node;
  readonly cluster: TalosCluster;
  /** The name of its Node. */
  readonly nodeName: string;
  readonly kubelet: Kubelet;
  /** It is to register anew: the machine has another name, or what answers is another cluster (one from a snapshot). */
  moved(): void;
}

const known = new WeakMap<Fleet, KubeletConnections>();

/** Looks after a kubelet's connection until the answer is called. */
export function watchConnection(fleet: Fleet, registered: RegisteredKubelet): Cancel {
  const connections = known.get(fleet) ?? new KubeletConnections(fleet);
  known.set(fleet, connections);
  return connections.add(registered);
}

/** Looks at a node's kubelet now: something about its machine has changed. */
export function lookAtKubelet(fleet: Fleet, node: Node): void {
  known.get(fleet)?.look(node);
}

/** All kubelets of a fleet that are registered. */
class KubeletConnections {
  readonly #fleet: Fleet;
  readonly #registered = new Set<RegisteredKubelet>();
  #cancel: Cancel | undefined;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  add(registered: RegisteredKubelet): Cancel {
    const { clock } = this.#fleet.world;
    this.#registered.add(registered);
    this.#cancel ??= clock.every(Math.max(lookAgainMs, shortestLookMs * clock.speed), () => this.look());
    return () => {
      this.#registered.delete(registered);
      if (this.#registered.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  }

  /** Tells every kubelet (or that of one node) whether it gets through, and who has moved. */
  look(only?: Node): void {
    for (const registered of [...this.#registered]) {
      const { node, cluster, nodeName, kubelet } = registered;
      if (only !== undefined && node !== only) continue;
      const { machine } = node;
      const isUp = machine.services.get("kubelet")?.state === "Running";
      const isReached = isUp && reaches(this.#fleet, machine, cluster);
      const isOther = isUp && !isReached && clusterReachedBy(this.#fleet, machine) !== undefined;
      if (isOther || nodeName !== machine.nodeName) registered.moved();
      else kubelet.setConnected(isReached);
    }
  }
}

/** The cluster behind the first API server that answers this machine and knows its CA and token. */
export function clusterReachedBy(fleet: Fleet, machine: TalosMachine): TalosCluster | undefined {
  for (const other of apiServersOf(fleet, machine)) {
    const found = clusterBehind(fleet, machine, other);
    if (found !== undefined) return found;
  }
  return undefined;
}

function reaches(fleet: Fleet, machine: TalosMachine, cluster: TalosCluster): boolean {
  for (const other of apiServersOf(fleet, machine)) if (clusterBehind(fleet, machine, other) === cluster) return true;
  return false;
}

/** Its own first, then the cluster's endpoint, then those that KubePrism knows of: the dearest question last. */
function* apiServersOf(fleet: Fleet, machine: TalosMachine): Generator<TalosMachine> {
  const { settings } = machine;
  if (settings === undefined) return;
  if (machine.isControlPlane) yield machine;
  const endpoint = hostAndPort(settings.cluster.endpoint);
  const behind = endpoint === undefined ? undefined : dial(fleet, machine, endpoint.host, endpoint.port);
  if (behind?.isControlPlane === true) yield behind;
  yield* controlPlanesReachedBy(fleet, machine, settings.cluster.apiPort);
}

function clusterBehind(fleet: Fleet, machine: TalosMachine, other: TalosMachine): TalosCluster | undefined {
  const found = fleet.nodeOf(other);
  if (found?.cluster === undefined || found.api === undefined) return undefined;
  const [own, theirs] = [machine.settings?.cluster, other.settings?.cluster];
  const isKnown =
    theirs?.ca.certificatePem === own?.ca.certificatePem && theirs?.bootstrapToken === own?.bootstrapToken;
  return isKnown ? found.cluster : undefined;
}
