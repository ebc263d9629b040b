/** A cluster as it came to be by one bootstrap of etcd: its etcd, its Kubernetes, and who runs which member. */
import type { KubernetesApi } from "../../kubernetes";
import { type EtcdState, hasQuorum, isServed, removeMember, settle } from "../etcd";
import type { TalosMachine } from "../machine/machine";

/** Whether two machines reach each other's etcd, both ways. */
export type MachineLinks = (a: TalosMachine, b: TalosMachine) => boolean;

/** What a cluster is made of. */
export interface TalosClusterOptions {
  readonly etcd: EtcdState;
  readonly kubernetes: KubernetesApi;
  readonly links: MachineLinks;
  /** Hears of every change. */
  readonly changed: () => void;
}

/** One cluster. */
export class TalosCluster {
  readonly kubernetes: KubernetesApi;
  /** The machines that run a member, by its id. */
  readonly running = new Map<string, TalosMachine>();
  /** Who holds which virtual address. */
  readonly virtualIps = new Map<string, TalosMachine>();
  /** Texts of manifests that were applied, by name; they are applied once. */
  readonly appliedManifests = new Map<string, string>();
  readonly #links: MachineLinks;
  readonly #changed: () => void;
  #etcd: EtcdState;

  constructor({ etcd, kubernetes, links, changed }: TalosClusterOptions) {
    this.#etcd = etcd;
    this.kubernetes = kubernetes;
    this.#links = links;
    this.#changed = changed;
  }

  /** Drawn at the bootstrap; installations remember it. */
  get key(): string {
    return this.#etcd.clusterId;
  }

  get etcd(): EtcdState {
    return this.#etcd;
  }

  /** Whether the machines of two members reach each other; one that does not run is reached by nobody. */
  readonly links = (a: string, b: string): boolean => {
    const [one, other] = [this.running.get(a), this.running.get(b)];
    if (one === undefined || other === undefined || one.isFrozen || other.isFrozen) return false;
    return this.#links(one, other);
  };

  /** Takes a step of etcd: a new state, settled. */
  step(next: EtcdState): void {
    const before = this.#etcd;
    this.#etcd = settle(next, this.links);
    this.#tell(before !== this.#etcd);
  }

  /**
   * Removes a member; the machine that runs it is left with data that no cluster wants.
   * @throws EtcdError as `removeMember` of etcd does.
   */
  remove(via: string, memberId: string): void {
    const next = removeMember(this.#etcd, via, this.links, memberId);
    this.running.delete(memberId);
    this.step(next);
  }

  /** Looks again who reaches whom. */
  look(): void {
    this.step(this.#etcd);
  }

  /** The member that a machine runs. */
  memberOf(machine: TalosMachine): string | undefined {
    return [...this.running].find(([, runner]) => runner === machine)?.[0];
  }

  /** Whether the member of a machine answers what needs agreement. */
  serves(machine: TalosMachine): boolean {
    const id = this.memberOf(machine);
    return id !== undefined && !machine.isFrozen && isServed(this.#etcd, id, this.links);
  }

  #tell(isOther: boolean): void {
    for (const [id, machine] of this.running) {
      if (machine.services.get("etcd")?.state !== "Running") continue;
      const isHealthy = isServed(this.#etcd, id, this.links);
      machine.services.setHealth("etcd", isHealthy, isHealthy ? "" : "context deadline exceeded");
    }
    if (!isOther) return;
    this.kubernetes.setQuorum(hasQuorum(this.#etcd));
    this.#changed();
  }
}
