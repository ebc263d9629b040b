import { type MappingNode, type Resolved, resolveScalar, type ScalarNode, type YamlNode } from "../yaml";
import type { DecodeContext } from "./context";

const maxKeyCharacters = 1024;
const firstWithLongKeys = 12;

/** What an alias stands for. */
export function dereference(node: YamlNode): Exclude<YamlNode, { kind: "alias" }> {
  let current = node;
  while (current.kind === "alias") current = current.target;
  return current;
}

/** The text of a scalar as it is written, but for `!!binary`, which is base64 of the text. */
export function scalarText(node: ScalarNode, resolved: Resolved | undefined = resolveScalar(node)): string {
  return resolved?.tag === "!!binary" ? String(resolved.value) : node.value;
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

/** Reports keys that stand twice, or that are too long for that Talos; false when there are any. */
export function hasUsableKeys(context: DecodeContext, node: MappingNode, path: string): boolean {
  const short = context.minor >= firstWithLongKeys || hasShortKeys(context, node, path);
  return hasUniqueKeys(context, node, path) && short;
}

/** The YAML reader of Talos up to 1.11 looks for the colon in so many characters only, quotes among them. */
function hasShortKeys(context: DecodeContext, node: MappingNode, path: string): boolean {
  const long = node.entries.find(
    ({ key }) => key.kind === "scalar" && key.value.length + (key.style === "plain" ? 0 : 2) > maxKeyCharacters,
  );
  if (long === undefined) return true;
  context.issue(long.key, path, `a key has at most ${maxKeyCharacters} characters up to Talos 1.11`);
  return false;
}

function hasUniqueKeys(context: DecodeContext, node: MappingNode, path: string): boolean {
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
