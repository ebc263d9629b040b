/** The clusters of a process: one for each name. */
import type { Clients } from "../clients/clients";
import { FleetCluster } from "./fleet-cluster";

/** What resources find in a configured provider. */
export interface WithFleet {
  readonly fleet: Fleet;
}

/** The clusters that this process works on. */
export class Fleet {
  readonly #clients: Clients;
  readonly #clusters = new Map<string, FleetCluster>();

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  /** The cluster of this name, the same object each time. */
  cluster(name: string): FleetCluster {
    const known = this.#clusters.get(name);
    if (known !== undefined) return known;
    const made = new FleetCluster(name, this.#clients);
    this.#clusters.set(name, made);
    return made;
  }
}
