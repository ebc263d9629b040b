/** Reads one document by the key table: plain values of the right types, and a refusal of every key that is unknown. */
import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Scalar, stringify, type YAMLMap } from "yaml";
import { ConfigurationError } from "./configuration-error";
import { keyType } from "./key-table";
import type { Plain } from "./plain";
import type { RawDocument } from "./split-documents";

/** Aliases may name the same node a million times over; no configuration has that many. */
const mostNodes = 200_000;
const documentKeys: readonly string[] = ["apiVersion", "kind"];
/** Bytes that stand as base64 in the text. */
const base64Types: ReadonlySet<string> = new Set([
  "v1alpha1.MachineConfig.ca",
  "v1alpha1.ClusterConfig.ca",
  "v1alpha1.ClusterConfig.aggregatorCA",
  "v1alpha1.ClusterConfig.serviceAccount",
  "v1alpha1.EtcdConfig.ca",
  "v1alpha1.MachineConfig.acceptedCAs",
  "v1alpha1.ClusterConfig.acceptedCAs",
]);

/** What a reader carries along. */
interface Reading {
  readonly raw: RawDocument;
  readonly minor: number;
  nodesLeft: number;
}

/** What was read, and what of it is unknown (undefined: nothing). */
interface Read {
  value: Plain;
  unknown?: Plain;
}

/**
 * The document's values. `type` is that of the key table ("&…", or "?" for anything).
 * @throws ConfigurationError for unknown keys and values that do not fit.
 */
export function decodeDocument(raw: RawDocument, type: string, minor: number): Plain {
  const reading: Reading = { raw, minor, nodesLeft: mostNodes };
  const { value, unknown } = readNode(reading, raw.root, type, true);
  if (unknown === undefined) return value;
  throw new ConfigurationError(`unknown keys found during decoding:\n${stringify(unknown, { indent: 4 })}`);
}

function readNode(reading: Reading, given: unknown, type: string, isTop = false): Read {
  const node = resolve(reading, given);
  if (node === null || (isScalar(node) && node.value === null && type !== "s")) return { value: null };
  const form = type.charAt(0);
  if (form === "&") return readStruct(reading, node, type.slice(1), isTop);
  if (form === "[") return readList(reading, node, type.slice(1));
  if (form === "{") return readMap(reading, node, type.slice(1));
  if (form === "o" && !isMap(node) && !isSeq(node)) throw mismatch(reading, node, "a map");
  if (form === "o" || form === "?") return { value: readAnything(reading, node) };
  if (form === "a" && isSeq(node)) return readList(reading, node, "s");
  if (!isScalar(node)) throw mismatch(reading, node, wordOf(type));
  return { value: readScalar(reading, node, type) };
}

function readStruct(reading: Reading, node: Node, type: string, isTop: boolean): Read {
  if (!isMap(node)) throw mismatch(reading, node, type);
  const values: Record<string, Plain> = {};
  const unknown: Record<string, Plain> = {};
  for (const [key, item] of entriesOf(reading, node)) {
    const itemType =
      isTop && documentKeys.includes(key) && type !== "v1alpha1.Config" ? "s" : keyType(type, key, reading.minor);
    if (itemType === undefined) {
      unknown[key] = readAnything(reading, item);
      continue;
    }
    const read = readNode(reading, item, itemType);
    values[key] = base64Types.has(type) ? readBase64(reading, node, read.value) : read.value;
    if (read.unknown !== undefined) unknown[key] = read.unknown;
  }
  return withUnknown(values, unknown, Object.keys(unknown).length > 0);
}

function readList(reading: Reading, node: Node, type: string): Read {
  if (!isSeq(node)) throw mismatch(reading, node, `[]${wordOf(type)}`);
  const read = node.items.map((item) => readNode(reading, item, type));
  const unknown = read.flatMap((item) => (item.unknown === undefined ? [] : [item.unknown]));
  return withUnknown(
    read.map((item) => item.value),
    unknown,
    unknown.length > 0,
  );
}

function readMap(reading: Reading, node: Node, type: string): Read {
  if (!isMap(node)) throw mismatch(reading, node, `map of ${wordOf(type)}`);
  const values: Record<string, Plain> = {};
  const unknown: Record<string, Plain> = {};
  for (const [key, item] of entriesOf(reading, node)) {
    const read = readNode(reading, item, type);
    values[key] = read.value;
    if (read.unknown !== undefined) unknown[key] = read.unknown;
  }
  return withUnknown(values, unknown, Object.keys(unknown).length > 0);
}

function withUnknown(value: Plain, unknown: Plain, isAny: boolean): Read {
  return isAny ? { value, unknown } : { value };
}

function readScalar(reading: Reading, node: Scalar, type: string): Plain {
  const { value } = node;
  const source = node.source ?? String(value);
  const isQuoted =
    node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" || node.type?.startsWith("BLOCK") === true;
  if (type === "b") {
    const word = source.toLowerCase();
    if (!isQuoted && /^(true|yes|on|y)$/.test(word)) return true;
    if (!isQuoted && /^(false|no|off|n)$/.test(word)) return false;
    throw mismatch(reading, node, "bool");
  }
  if (type === "i") {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw mismatch(reading, node, "uint32");
    return value;
  }
  if (type.startsWith("=") && !type.slice(1).split("|").includes(source)) {
    throw new ConfigurationError(`line ${reading.raw.lineOf(node)}: ${source} does not belong to the known values`);
  }
  if (type.startsWith("=") && typeof value === "boolean" && !isQuoted) throw mismatch(reading, node, "string");
  if (value === null) return "";
  return typeof value === "string" ? value : source;
}

function readBase64(reading: Reading, node: Node, value: Plain): Plain {
  if (
    typeof value !== "string" ||
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/\s/g, ""))
  )
    return value;
  throw new ConfigurationError(`line ${reading.raw.lineOf(node)}: illegal base64 data at input byte 0`);
}

function readAnything(reading: Reading, given: unknown): Plain {
  const node = resolve(reading, given);
  if (isMap(node)) {
    return Object.fromEntries(entriesOf(reading, node).map(([key, item]) => [key, readAnything(reading, item)]));
  }
  if (isSeq(node)) return node.items.map((item) => readAnything(reading, item));
  if (!isScalar(node)) return null;
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function entriesOf(reading: Reading, map: YAMLMap): [string, unknown][] {
  const own: [string, unknown][] = [];
  const merged: [string, unknown][] = [];
  for (const pair of map.items.filter(isPair)) {
    const key = resolve(reading, pair.key);
    const name = isScalar(key) ? String(key.source ?? key.value) : "";
    const value = name === "<<" ? resolve(reading, pair.value) : null;
    if (isMap(value)) merged.push(...entriesOf(reading, value));
    else own.push([name, pair.value]);
  }
  const names = new Set(own.map(([name]) => name));
  return [...merged.filter(([name]) => !names.has(name)), ...own];
}

function resolve(reading: Reading, node: unknown): Node | null {
  reading.nodesLeft -= 1;
  if (reading.nodesLeft < 0) throw new ConfigurationError("decode error: yaml: document contains excessive aliasing");
  if (isAlias(node)) {
    const target = node.resolve(reading.raw.document);
    if (target === undefined) throw new ConfigurationError(`yaml: unknown anchor '${node.source}' referenced`);
    return target;
  }
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

function mismatch(reading: Reading, node: Node, wanted: string): ConfigurationError {
  const tag = isMap(node) ? "!!map" : isSeq(node) ? "!!seq" : tagOf(node);
  return new ConfigurationError(
    `yaml: construct errors:\n  line ${reading.raw.lineOf(node)}: cannot construct ${tag} into ${wanted}`,
  );
}

function tagOf(node: Node): string {
  if (!isScalar(node)) return "!!null";
  const { value, source } = node;
  const tag = typeof value === "boolean" ? "!!bool" : typeof value === "number" ? "!!int" : "!!str";
  return `${tag} \`${(source ?? String(value)).slice(0, 10)}\``;
}

function wordOf(type: string): string {
  const words: Readonly<Record<string, string>> = { s: "string", b: "bool", i: "uint32", a: "argument" };
  return words[type] ?? (type.startsWith("&") ? type.slice(1) : "string");
}
