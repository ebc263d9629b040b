/** Hetzner spreads at most ten servers of a group over its hosts. */
const GROUP_SIZE = 10;

/** The number of the group that a node belongs to, by its own number alone: it stays whoever else comes or goes. */
export function groupNumber(nodeNumber: number): number {
  return Math.ceil(nodeNumber / GROUP_SIZE);
}

/** The numbers of a pool's nodes: from 1 to its count, without those taken out. */
export function nodeNumbers(count: number, exclude: readonly number[] = []): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index + 1).filter((number) => !exclude.includes(number));
}

/** The location of a node, by its own number alone. */
export function nodeLocation(nodeNumber: number, locations: readonly string[]): string {
  const location = locations[(nodeNumber - 1) % locations.length];
  if (location === undefined) throw new RangeError("Cannot place a node: no location is given");
  return location;
}
