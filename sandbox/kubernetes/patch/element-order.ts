import { isEqual } from "../plain/compare";
import { isObject, type Json } from "../plain/json";

/**
 * Puts a list's elements in the order that `$setElementOrder` asks for: those that are named as named, those that only
 * the server has stay where they are relative to their neighbours.
 */
export function orderElements(merged: readonly Json[], order: readonly Json[], key: string | undefined): Json[] {
  const keyOf = (item: Json): Json => (key !== undefined && isObject(item) ? (item[key] ?? null) : item);
  const wanted = order.map(keyOf);
  const rankOf = (item: Json) => wanted.findIndex((value) => isEqual(value, keyOf(item)));
  const named = merged.filter((item) => rankOf(item) >= 0).toSorted((a, b) => rankOf(a) - rankOf(b));
  const result: Json[] = [];
  let next = 0;
  // Each element of the server alone goes in front of the first named one that followed it.
  for (const [index, item] of merged.entries()) {
    if (rankOf(item) >= 0) continue;
    const before = merged.slice(0, index).filter((other) => rankOf(other) >= 0);
    const highest = Math.max(-1, ...before.map((other) => named.indexOf(other)));
    while (next <= highest) {
      const element = named[next];
      if (element !== undefined) result.push(element);
      next += 1;
    }
    result.push(item);
  }
  return [...result, ...named.slice(next)];
}
