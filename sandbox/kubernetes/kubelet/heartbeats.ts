import type { Cancel, Clock } from "../../world/clock";

/**
 * How long a node may be silent before it counts as lost: `--node-monitor-grace-period` of kube-controller-manager,
 * milliseconds (40 s up to 1.31; newer ones wait 10 s more).
 */
const gracePeriodMs = 40_000;

interface Heard {
  isLost: boolean;
  /** Ends the wait for a sign of life; undefined while there are signs. */
  cancel: Cancel | undefined;
}

/** What kube-controller-manager hears of nodes: who beats, who is late, who is lost. */
export class Heartbeats {
  readonly #clock: Clock;
  readonly #nodes = new Map<string, Heard>();
  readonly #listeners = new Set<(nodeName: string) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A sign of life. */
  beat(nodeName: string): void {
    const before = this.#nodes.get(nodeName);
    before?.cancel?.();
    this.#nodes.set(nodeName, { isLost: false, cancel: undefined });
    if (before?.isLost === true) this.#tell(nodeName);
  }

  /** No sign of life from now on: the node is lost when the grace period is over. */
  fallSilent(nodeName: string): void {
    const before = this.#nodes.get(nodeName);
    if (before !== undefined && (before.isLost || before.cancel !== undefined)) return;
    const heard: Heard = { isLost: false, cancel: undefined };
    heard.cancel = this.#clock.after(gracePeriodMs, () => {
      heard.cancel = undefined;
      heard.isLost = true;
      this.#tell(nodeName);
    });
    this.#nodes.set(nodeName, heard);
  }

  /** Whether a node was silent for too long. One that was never heard begins to be silent now. */
  isLost(nodeName: string): boolean {
    const heard = this.#nodes.get(nodeName);
    if (heard === undefined) this.fallSilent(nodeName);
    return heard?.isLost === true;
  }

  /** The Node object is gone. */
  forget(nodeName: string): void {
    this.#nodes.get(nodeName)?.cancel?.();
    this.#nodes.delete(nodeName);
  }

  /** Hears who is lost, and who is found again. */
  onChange(listener: (nodeName: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    for (const { cancel } of this.#nodes.values()) cancel?.();
    this.#nodes.clear();
  }

  #tell(nodeName: string): void {
    for (const listener of this.#listeners) listener(nodeName);
  }
}
