/** Addresses that pods of one node have in its range: drawn when first asked for, the same for the same pod. */
export class PodAddresses {
  readonly #taken = new Map<string, number>();
  /** The first two belong to the network and its bridge. */
  #next = 2;

  /** An IPv4 address within the /24 (or larger) range; "" where there is no such range. */
  of(uid: string, podCidr: string): string {
    const match = /^(\d+\.\d+)\.(\d+)\.\d+\//.exec(podCidr);
    if (match === null) return "";
    const known = this.#taken.get(uid);
    const index = known ?? this.#next++;
    this.#taken.set(uid, index);
    // A range is used again from its start when it is used up: pods come and go.
    return `${match[1]}.${match[2]}.${2 + ((index - 2) % 252)}`;
  }
}
