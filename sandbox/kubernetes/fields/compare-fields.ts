import { isEqual } from "../plain/compare";
import type { Json } from "../plain/json";
import { emptySet, type FieldSet, isEmptySet, leafSet } from "./field-set";
import { type Division, partsOf } from "./typed-walk";

/** Every path of a value: containers that are divided count themselves when they are list elements or empty. */
export function fieldsOf(value: Json | undefined, division: Division, isElement = false): FieldSet {
  const parts = partsOf(value, division);
  if (parts === undefined || parts.size === 0) return value === undefined ? emptySet : leafSet;
  const children = new Map<string, FieldSet>();
  for (const [step, part] of parts) {
    const isKeyed = step.startsWith("k:") || step.startsWith("v:");
    const child = fieldsOf(part.value, part.division, isKeyed);
    if (!isEmptySet(child)) children.set(step, child);
  }
  return { isMember: isElement, children };
}

/** What differs between two values. */
export interface FieldChanges {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** Compares two values path by path. */
export function compareFields(before: Json | undefined, after: Json | undefined, division: Division): FieldChanges {
  const [added, modified, removed] = [newNode(), newNode(), newNode()];
  compare(before, after, division, [], { added, modified, removed });
  return { added, modified, removed };
}

interface Node {
  isMember: boolean;
  children: Map<string, Node>;
}

interface Changes {
  readonly added: Node;
  readonly modified: Node;
  readonly removed: Node;
}

function newNode(): Node {
  return { isMember: false, children: new Map() };
}

function mark(root: Node, path: readonly string[]): void {
  let node = root;
  for (const step of path) {
    const next = node.children.get(step) ?? newNode();
    node.children.set(step, next);
    node = next;
  }
  node.isMember = true;
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  division: Division,
  path: readonly string[],
  changes: Changes,
): void {
  // Most of an object is as it was.
  if (before !== undefined && isEqual(before, after)) return;
  const [partsBefore, partsAfter] = [partsOf(before, division), partsOf(after, division)];
  if (partsBefore === undefined && partsAfter === undefined) {
    if (before === undefined && after === undefined) return;
    if (path.length > 0)
      mark(after === undefined ? changes.removed : before === undefined ? changes.added : changes.modified, path);
    return;
  }
  if (path.length > 0) {
    // A container that comes or goes counts itself, as well as all below.
    if (before === undefined) mark(changes.added, path);
    else if (after === undefined) mark(changes.removed, path);
    else if (before !== null && after !== null && (partsBefore === undefined || partsAfter === undefined))
      mark(changes.modified, path);
  }
  for (const step of new Set([...(partsBefore?.keys() ?? []), ...(partsAfter?.keys() ?? [])])) {
    const [a, b] = [partsBefore?.get(step), partsAfter?.get(step)];
    const inner = (a ?? b)?.division;
    if (inner !== undefined) compare(a?.value, b?.value, inner, [...path, step], changes);
  }
}
