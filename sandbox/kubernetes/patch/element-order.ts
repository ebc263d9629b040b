import { isEqual } from "../plain/compare";
import { isObject, type Json } from "../plain/json";

/**
 * Puts a list's elements in order: those that are named (by `$setElementOrder`, or by being in the patch) as they are
 * named, those that only the server has as they were in `before`. Where the two are merged, an element that the server
 * has not had goes in front of what is left of its own.
 */
export function orderElements(
  merged: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  key: string | undefined,
): Json[] {
  const keyOf = (item: Json): Json => (key !== undefined && isObject(item) ? (item[key] ?? null) : item);
  const rankIn = (list: readonly Json[], item: Json) => list.findIndex((other) => isEqual(keyOf(other), keyOf(item)));
  const byRank = (list: readonly Json[]) => (a: Json, b: Json) => rankIn(list, a) - rankIn(list, b);
  const named = merged.filter((item) => rankIn(order, item) >= 0).toSorted(byRank(order));
  const own = merged.filter((item) => rankIn(order, item) < 0).toSorted(byRank(before));
  const result: Json[] = [];
  while (named.length > 0 && own.length > 0) {
    const [ownRank, namedRank] = [rankIn(before, own[0] ?? null), rankIn(before, named[0] ?? null)];
    const next = ownRank >= 0 && namedRank >= 0 && ownRank < namedRank ? own.shift() : named.shift();
    if (next !== undefined) result.push(next);
  }
  return [...result, ...named, ...own];
}
