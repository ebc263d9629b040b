/** The first two addresses of a range belong to the network and its bridge; the last one reaches everybody. */
const [first, count] = [2, 252];

/** Addresses that pods of one node have in its range: drawn when first asked for, the same for the same pod. */
export class PodAddresses {
  readonly #taken = new Map<string, number>();
  #next = 0;

  /** An IPv4 address within the /24 (or larger) range; "" where there is no such range. */
  of(uid: string, podCidr: string): string {
    const match = /^(\d+\.\d+)\.(\d+)\.\d+\//.exec(podCidr);
    if (match === null) return "";
    const index = this.#taken.get(uid) ?? this.#draw();
    this.#taken.set(uid, index);
    return `${match[1]}.${match[2]}.${first + index}`;
  }

  /** The pod is gone: its address is another one's when all others were drawn. */
  forget(uid: string): void {
    this.#taken.delete(uid);
  }

  /** The next one that is free; where none is, the next one all the same: there are more pods than a node may have. */
  #draw(): number {
    const taken = new Set(this.#taken.values());
    for (let tried = 0; tried < count && taken.has(this.#next); tried += 1) this.#next = (this.#next + 1) % count;
    const drawn = this.#next;
    this.#next = (drawn + 1) % count;
    return drawn;
  }
}
