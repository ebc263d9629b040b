/** A command line that makes no sense: told with its way out, and ended with status 2. */
export class UsageError extends Error {
  /** What explains the right way, for instance `hephaestus sandbox --help`. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.name = "UsageError";
    this.help = help;
  }
}

/** The known name that is nearest to what was written, where one is near: at most two letters wrong. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const near = known
    .map((name) => ({ name, distance: distanceOf(written, name) }))
    .filter(({ distance }) => distance <= 2);
  return near.sort((left, right) => left.distance - right.distance)[0]?.name;
}

/** How many letters are added, left out or changed. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_none, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
