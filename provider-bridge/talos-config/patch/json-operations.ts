import type { Value, ValueMap } from "../value";
import { Float, type MappingNode, readDocuments, resolveScalar, YamlError, type YamlNode } from "../yaml";

/** One operation of a JSON patch, not checked beyond being a mapping. */
export type JsonOperation = ValueMap;

/** Reads a list of operations from JSON or YAML; undefined when the text is no such list. */
export function readJsonOperations(text: string): JsonOperation[] | undefined {
  const root = readRoot(text);
  if (root === "unreadable") return undefined;
  if (root === undefined || isNullScalar(root)) return [];
  if (root.kind !== "sequence") return undefined;
  const operations: JsonOperation[] = [];
  for (const item of root.items) {
    const value = toJson(item);
    if (value instanceof Map) operations.push(value);
    else if (value === null) operations.push(new Map());
    else return undefined;
  }
  return operations;
}

/** Only the first document counts, as in Go's Unmarshal. */
function readRoot(text: string): YamlNode | undefined | "unreadable" {
  try {
    return readDocuments(text)[0];
  } catch (error) {
    if (error instanceof YamlError) return "unreadable";
    throw error;
  }
}

function isNullScalar(node: YamlNode): boolean {
  return node.kind === "scalar" && resolveScalar(node)?.tag === "!!null";
}

/** A YAML node as JSON knows it: every key a string. */
export function toJson(node: YamlNode): Value {
  if (node.kind === "alias") return toJson(node.target);
  if (node.kind === "sequence") return node.items.map(toJson);
  if (node.kind === "mapping") return mappingToJson(node);
  const resolved = resolveScalar(node);
  if (resolved === undefined) return node.value;
  if (resolved.value !== null && typeof resolved.value === "object") return node.value;
  return resolved.tag === "!!float" && typeof resolved.value === "number" ? new Float(resolved.value) : resolved.value;
}

function mappingToJson(node: MappingNode): ValueMap {
  return new Map(node.entries.map(({ key, value }) => [key.kind === "scalar" ? key.value : "", toJson(value)]));
}
