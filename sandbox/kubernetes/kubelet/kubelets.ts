/** Kubelets: what nodes do in their cluster. Never machines, nor who boots them. */
import type { Cancel } from "../../world/clock";
import type { ControllerParts } from "../controllers/controller";
import { faultDoor } from "../faults";
import { at, textOf } from "../plain/json";
import { uidOf } from "../plain/object-meta";
import type { Kubelet, KubeletFacts } from "../seam";
import type { Change } from "../store/history";
import { drainNode } from "./drain-node";
import { NodeKubelet } from "./kubelet";

/** Between something happening and what a kubelet does about it. */
const reactionMs = 50;
/** What could not be done is tried again after that, and faults that came or went are seen. */
const lookAgainMs = 1_000;
/** Kubelet's nodeLeaseDurationSeconds / 4. */
const beatMs = 10_000;
/** Signs of life of a fast clock: not more often than that, real milliseconds. */
const shortestBeatMs = 1_000;

/** A kubelet, and whether it can be heard. */
interface Running {
  readonly agent: NodeKubelet;
  isConnected: boolean;
  isStopped: boolean;
  wasReady: boolean;
  readonly changed: () => void;
  cancel: Cancel | undefined;
}

/** Every kubelet of a cluster. One timer beats for all of them, and one looks again at what went wrong. */
export class Kubelets {
  readonly #parts: ControllerParts;
  readonly #running = new Map<string, Running>();
  readonly #failed = new Set<Running>();
  readonly #cancels: Cancel[];

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    const { clock, registry } = parts;
    this.#cancels = [
      registry.store.onChange((change) => this.#hear(change)),
      clock.every(Math.max(beatMs, shortestBeatMs * clock.speed), () => this.#beat()),
      clock.every(Math.max(lookAgainMs, (shortestBeatMs / 4) * clock.speed), () => this.#lookAgain()),
    ];
  }

  /** Starts a kubelet; one of the same name that runs is replaced. */
  start(facts: KubeletFacts, changed: () => void = () => {}): Kubelet {
    const { nodeName } = facts;
    const before = this.#running.get(nodeName);
    if (before !== undefined) this.#end(before);
    const running: Running = {
      agent: new NodeKubelet(this.#parts, facts, () => this.#soon(running)),
      isConnected: true,
      isStopped: false,
      wasReady: false,
      changed,
      cancel: undefined,
    };
    this.#running.set(nodeName, running);
    if (facts.cloud === undefined) this.#parts.cloudMachines.delete(nodeName);
    else this.#parts.cloudMachines.set(nodeName, facts.cloud);
    this.#soon(running);
    return {
      update: (changes) => {
        // Another name is another node: whoever wants that starts another kubelet.
        running.agent.change({ ...changes, nodeName });
        this.#soon(running);
      },
      isReady: () => running.agent.isReady,
      setConnected: (isConnected) => {
        if (isConnected === running.isConnected) return;
        running.isConnected = isConnected;
        this.#soon(running);
      },
      drain: (limitMs, signal) => drainNode(this.#parts, nodeName, limitMs, signal),
      stop: () => this.#end(running),
      shutDown: () => {
        running.agent.shutDown();
        if (this.#isHeard(running)) running.agent.sync();
        this.#end(running);
      },
    };
  }

  /** The API takes writes again. */
  wake(): void {
    for (const running of this.#running.values()) this.#soon(running);
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    for (const running of [...this.#running.values()]) {
      running.isStopped = true;
      running.cancel?.();
      running.agent.worker.stop();
    }
    this.#running.clear();
    this.#parts.heartbeats.stop();
  }

  #hear({ key, type, object, previous }: Change): void {
    if (key.resource === "/nodes") {
      const running = this.#running.get(key.name);
      if (running !== undefined) this.#nodeChanged(running);
      else if (type === "DELETED") this.#forget(key.name);
      return;
    }
    if (key.resource !== "/pods") return;
    const running = this.#running.get(textOf(at(object, "spec", "nodeName")));
    if (running === undefined) return;
    if (type === "DELETED") {
      running.agent.forgetPod(uidOf(previous ?? object));
      // A mirror pod that somebody has deleted comes again.
      this.#soon(running);
    } else if (this.#isHeard(running)) {
      running.agent.worker.consider(object);
      if (running.agent.worker.isBlocked) this.#failed.add(running);
    }
  }

  #forget(nodeName: string): void {
    this.#parts.heartbeats.forget(nodeName);
    this.#parts.cloudMachines.delete(nodeName);
  }

  #nodeChanged(running: Running): void {
    const { isReady } = running.agent;
    if (isReady !== running.wasReady) {
      running.wasReady = isReady;
      running.changed();
    }
    this.#soon(running);
  }

  #isHeard({ agent, isConnected, isStopped }: Running): boolean {
    if (isStopped || !isConnected || !this.#parts.hasQuorum()) return false;
    return this.#parts.faults.peek(faultDoor, "kubelet-silent", agent.nodeName) === undefined;
  }

  #soon(running: Running): void {
    if (running.isStopped || running.cancel !== undefined) return;
    running.cancel = this.#parts.clock.after(reactionMs, () => {
      running.cancel = undefined;
      try {
        this.#sync(running);
      } catch (error) {
        const { nodeName } = running.agent;
        this.#parts.note(`Kubelet of "${nodeName}" failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }

  #sync(running: Running): void {
    const { agent } = running;
    if (!this.#isHeard(running)) {
      this.#failed.add(running);
      // Without a quorum nobody listens, so nobody is found silent either.
      if (this.#parts.hasQuorum()) this.#parts.heartbeats.fallSilent(agent.nodeName);
      return;
    }
    if (!agent.sync()) {
      this.#failed.add(running);
      return;
    }
    this.#failed.delete(running);
    this.#parts.heartbeats.beat(agent.nodeName);
    agent.startPods(this.#parts.pods.onNode(agent.nodeName));
    if (agent.worker.isBlocked) this.#failed.add(running);
  }

  #beat(): void {
    for (const running of this.#running.values()) {
      if (!this.#isHeard(running)) this.#soon(running);
      else {
        try {
          running.agent.beat();
        } catch {
          this.#failed.add(running);
        }
      }
    }
  }

  #lookAgain(): void {
    for (const running of [...this.#failed]) {
      this.#failed.delete(running);
      if (this.#isHeard(running)) running.agent.worker.retry((uid) => this.#parts.pods.byUid(uid));
      this.#soon(running);
    }
    for (const running of this.#running.values()) if (!this.#isHeard(running)) this.#soon(running);
  }

  #end(running: Running): void {
    if (running.isStopped) return;
    running.isStopped = true;
    running.cancel?.();
    running.agent.worker.stop();
    this.#failed.delete(running);
    const { nodeName } = running.agent;
    if (this.#running.get(nodeName) !== running) return;
    this.#running.delete(nodeName);
    this.#parts.heartbeats.fallSilent(nodeName);
  }
}
