import type { ValueMap } from "./value";

/** `before` where `after` holds the very same under the same names: what did not change is the object it was. */
export function sameMap(before: ValueMap, after: ValueMap): ValueMap {
  if (before.size !== after.size) return after;
  for (const [name, value] of after) if (before.get(name) !== value) return after;
  return before;
}
