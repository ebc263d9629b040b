import { GeneralMap, type Value } from "../value";
import {
  Float,
  type MappingNode,
  RawScalar,
  type Resolved,
  resolveScalar,
  type ScalarNode,
  type YamlNode,
} from "../yaml";
import { type DecodeContext, join } from "./context";
import { dereference, hasUsableKeys, isMergeKey, scalarText } from "./nodes";

/** Decodes a value without a given type, as Go decodes into `any`. */
export function decodeAny(context: DecodeContext, node: YamlNode, path: string): Value {
  context.step(node, path);
  if (node.kind === "alias") {
    context.aliasDepth += 1;
    const value = decodeAny(context, node.target, path);
    context.aliasDepth -= 1;
    return value;
  }
  if (node.kind === "scalar") return decodeAnyScalar(context, node, path);
  if (node.kind === "sequence") return node.items.map((item, index) => decodeAny(context, item, `${path}[${index}]`));
  if (!hasUsableKeys(context, node, path)) return new Map();
  return hasStringKeys(node) ? decodeStringMap(context, node, path) : decodeGeneralMap(context, node, path);
}

function decodeAnyScalar(context: DecodeContext, node: ScalarNode, path: string): Value {
  const resolved = resolveScalar(node);
  if (resolved === undefined) {
    context.issue(node, path, `the text does not fit its tag ${node.tag}`);
    return null;
  }
  return scalarValue(resolved);
}

function scalarValue({ tag, value }: Resolved): Value {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "bigint")
    return value;
  if (typeof value === "number") return tag === "!!float" ? new Float(value) : value;
  return new RawScalar(rfc3339(value.timestamp));
}

/** Timestamps are written back with time and zone. */
function rfc3339(text: string): string {
  const match = /^(\d+)-(\d+)-(\d+)(?:[Tt ](\d+):(\d+):(\d+)(\.\d+)?)?(Z|[-+]\d\d:\d\d)?$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const two = (part = "") => part.padStart(2, "0");
  const rest = fraction.replace(/\.?0+$/, "");
  const offset = /^[-+]00:00$/.test(zone) ? "Z" : zone;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${rest}${offset}`;
}

function hasStringKeys(node: MappingNode): boolean {
  return node.entries.every(({ key }) => {
    const target = dereference(key);
    return (
      isMergeKey(key) || (target.kind === "scalar" && ["!!str", "!!binary"].includes(resolveScalar(target)?.tag ?? ""))
    );
  });
}

function decodeStringMap(context: DecodeContext, node: MappingNode, path: string): Map<string, Value> {
  const map = new Map<string, Value>();
  for (const { key, value } of node.entries) {
    if (isMergeKey(key)) continue;
    const target = dereference(key);
    const name = target.kind === "scalar" ? scalarText(target) : "";
    map.set(name, decodeAny(context, value, join(path, name)));
  }
  for (const merged of mergedMappings(context, node, path)) {
    const inner = decodeAny(context, merged, path);
    if (!(inner instanceof Map)) continue;
    for (const [key, value] of inner) if (!map.has(key)) map.set(key, value);
  }
  return map;
}

function decodeGeneralMap(context: DecodeContext, node: MappingNode, path: string): GeneralMap {
  const entries: [Value, Value][] = [];
  for (const { key, value } of node.entries) {
    if (dereference(key).kind !== "scalar") {
      context.issue(key, path, "a list or mapping cannot be a key");
      continue;
    }
    if (!isMergeKey(key)) entries.push([decodeAny(context, key, path), decodeAny(context, value, path)]);
  }
  return new GeneralMap(entries);
}

/** The mappings that `<<` pulls in; reports anything else that stands there. */
export function mergedMappings(context: DecodeContext, node: MappingNode, path: string): YamlNode[] {
  const merge = node.entries.findLast(({ key }) => isMergeKey(key))?.value;
  if (merge === undefined) return [];
  const sources = merge.kind === "sequence" ? merge.items : [merge];
  return sources.filter((source) => {
    if (dereference(source).kind === "mapping") return true;
    context.issue(source, path, "only a mapping or a list of mappings can be merged with <<");
    return false;
  });
}
