/** Kubelets: what nodes do in their cluster. Never machines, nor who boots them. */
import type { ControllerParts } from "../controllers/controller";
import type { Kubelet, KubeletFacts } from "../seam";

/** Every kubelet of a cluster. */
export class Kubelets {
  readonly #parts: ControllerParts;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  start(facts: KubeletFacts): Kubelet {
    this.#parts.note(`Kubelet of "${facts.nodeName}" started`);
    return { update: () => {}, isReady: () => false, stop: () => {}, shutDown: () => {} };
  }

  stop(): void {}
}
