/** The known word that is nearest to what was written, where one is near: a third of its letters wrong at most. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({ word, distance: distanceOf(written.toLowerCase(), word.toLowerCase()) }));
  const near = ranked.filter(({ word, distance }) => distance <= Math.max(1, Math.floor(word.length / 3)));
  return near.sort((left, right) => left.distance - right.distance)[0]?.word;
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
