import { type MappingNode, resolveScalar, type YamlNode } from "../yaml";
import type { DecodeContext } from "./context";

/** What an alias stands for. */
export function dereference(node: YamlNode): Exclude<YamlNode, { kind: "alias" }> {
  let current = node;
  while (current.kind === "alias") current = current.target;
  return current;
}

/** True for a scalar that means null. */
export function isNull(node: YamlNode): boolean {
  if (node.kind !== "scalar") return false;
  if (node.tag !== "") return node.tag === "!!null";
  return node.style === "plain" && resolveScalar(node)?.tag === "!!null";
}

/** True for the key `<<`. */
export function isMergeKey(node: YamlNode): boolean {
  return (
    node.kind === "scalar" &&
    (node.tag === "!!merge" || (node.tag === "" && node.style === "plain" && node.value === "<<"))
  );
}

/** Reports keys that stand twice; false when there are any. */
export function hasUniqueKeys(context: DecodeContext, node: MappingNode, path: string): boolean {
  if (node.entries.length < 2) return true;
  const seen = new Map<string, YamlNode>();
  let unique = true;
  for (const { key } of node.entries) {
    const id = `${key.kind} ${key.kind === "scalar" ? key.value : key.kind === "alias" ? key.name : ""}`;
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, key);
      continue;
    }
    unique = false;
    const name = key.kind === "scalar" ? ` "${key.value}"` : "";
    context.issue(key, path, `the key${name} is already set in line ${first.line}`);
  }
  return unique;
}

/** What a value is, for messages; never its text, which may be a secret. */
export function describeNode(node: YamlNode): string {
  const target = dereference(node);
  if (target.kind === "sequence") return "a list";
  if (target.kind === "mapping") return "a mapping";
  const resolved = resolveScalar(target);
  const names: Readonly<Record<string, string>> = {
    "!!str": "a string",
    "!!int": "an integer",
    "!!float": "a floating-point number",
    "!!bool": "a boolean",
    "!!null": "null",
    "!!timestamp": "a timestamp",
  };
  return names[resolved?.tag ?? ""] ?? "a tagged value";
}
