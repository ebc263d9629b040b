import { legacyKind } from "../documents";
import type { MappingNode, YamlNode } from "../yaml";

/** One `$patch: delete`: which document, and what in it. */
export interface Selector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Keys on the way; `[n]` for a list entry. Empty: the whole document. */
  readonly path: readonly string[];
  /** For a list entry: the first other key of it and its value, which the entry is found by. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A `$patch: delete` in a place where it means nothing. */
export class SelectorProblem extends Error {
  override readonly name = "SelectorProblem";
  readonly line: number;

  constructor(problem: string, line: number) {
    super(problem);
    this.line = line;
  }
}

/** The deletions of one patch document, and whether anything is left of it besides. */
export interface Extraction {
  readonly selectors: Selector[];
  readonly empty: boolean;
}

/** Takes the deletions out of a parsed patch document, which is changed. Throws SelectorProblem. */
export function extractSelectors(root: YamlNode): Extraction {
  const selectors: Selector[] = [];
  const removed = visit(root, undefined, [], root, selectors);
  return { selectors, empty: removed || (root.kind === "mapping" && saysNothing(root)) };
}

function visit(
  node: YamlNode,
  parent: YamlNode | undefined,
  path: string[],
  root: YamlNode,
  found: Selector[],
): boolean {
  if (node.kind === "sequence") return visitItems(node.items, node, path, root, found);
  if (node.kind !== "mapping") return false;
  for (let index = 0; index < node.entries.length; index += 1) {
    const entry = node.entries[index];
    if (entry === undefined) break;
    if (isDeletion(entry.key, entry.value)) {
      if (parent?.kind === "sequence") found.push(entrySelector(node, path, root));
      else if (path.some((part) => part.startsWith("["))) {
        throw new SelectorProblem(
          `"${path.join(".")}" lies inside a list entry, only whole entries can be deleted`,
          node.line,
        );
      } else found.push(selector(path, root, node.line, "", ""));
      return true;
    }
    const key = entry.key.kind === "scalar" ? entry.key.value : "";
    if (!visit(entry.value, node, [...path, key], root, found)) continue;
    node.entries.splice(index, 1);
    index -= 1;
    if (node.entries.length === 0) return true;
  }
  return false;
}

function visitItems(items: YamlNode[], parent: YamlNode, path: string[], root: YamlNode, found: Selector[]): boolean {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (item === undefined || !visit(item, parent, [...path, `[${index}]`], root, found)) continue;
    items.splice(index, 1);
    index -= 1;
    if (items.length === 0) return true;
  }
  return false;
}

function isDeletion(key: YamlNode, value: YamlNode): boolean {
  return key.kind === "scalar" && key.value === "$patch" && value.kind === "scalar" && value.value === "delete";
}

function entrySelector(entry: MappingNode, path: readonly string[], root: YamlNode): Selector {
  const other = entry.entries.find(({ key, value }) => !isDeletion(key, value));
  if (other === undefined) {
    throw new SelectorProblem(
      `the list entry "${path.join(".")}" needs a key that says which one to delete`,
      entry.line,
    );
  }
  const text = (node: YamlNode) => (node.kind === "scalar" ? node.value : "");
  return selector(path, root, entry.line, text(other.key), text(other.value));
}

function selector(path: readonly string[], root: YamlNode, line: number, key: string, value: string): Selector {
  const apiVersion = rootText(root, "apiVersion");
  const kind = rootText(root, "kind");
  if (path.length === 0 && (apiVersion === undefined || kind === undefined)) {
    throw new SelectorProblem("to delete a whole document, name its apiVersion and kind", line);
  }
  if ((apiVersion ?? "") === "" && (kind ?? "") === "") {
    return { apiVersion: "", kind: legacyKind, name: rootText(root, "name") ?? "", path, key, value, line };
  }
  if (apiVersion === undefined || apiVersion === "" || kind === undefined || kind === "") {
    throw new SelectorProblem("apiVersion and kind stand together or not at all", line);
  }
  return { apiVersion, kind, name: rootText(root, "name") ?? "", path, key, value, line };
}

function rootText(root: YamlNode, name: string): string | undefined {
  if (root.kind !== "mapping") throw new SelectorProblem("a deletion stands in a mapping", root.line);
  const entry = root.entries.find(({ key }) => key.kind === "scalar" && key.value === name);
  if (entry === undefined) return undefined;
  return entry.value.kind === "scalar" ? entry.value.value : "";
}

/** Only version, kind and name: nothing is left to merge. */
function saysNothing(root: MappingNode): boolean {
  return root.entries.every(
    ({ key, value }) =>
      key.kind === "scalar" && value.kind === "scalar" && ["version", "kind", "name"].includes(key.value),
  );
}
