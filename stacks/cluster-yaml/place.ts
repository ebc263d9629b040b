import { isMap, isNode, isScalar, isSeq } from "yaml";

/**
 * Where in a file's text the prop of this path stands (`nodes.workers[1].count`): its key, or the item of its list. Of a
 * prop that the file does not give, what of its path it does; the beginning where that is nothing.
 */
export function placeOf(contents: unknown, path: string): number {
  let [node, place] = [contents, 0];
  for (const name of path.match(/[^.[\]]+/g) ?? []) {
    const next = stepInto(node, name);
    if (next === undefined) break;
    [node, place] = [next.value, next.place];
  }
  return place;
}

function stepInto(node: unknown, name: string): { readonly value: unknown; readonly place: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    return pair === undefined ? undefined : { value: pair.value, place: beginningOf(pair.key) };
  }
  if (!isSeq(node)) return undefined;
  const item: unknown = node.items[Number(name)];
  return item === undefined ? undefined : { value: item, place: beginningOf(item) };
}

function beginningOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
