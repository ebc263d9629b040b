import {
  type ConfigDocument,
  documentSpec,
  isZero,
  kindSpec,
  legacyKind,
  legacyType,
  type MachineConfig,
  newestMinor,
  type StructSpec,
  structSpec,
} from "../documents";
import { enumWords, formatByteSize } from "../scalars";
import type { TypeSpec } from "../schema";
import { GeneralMap, type Value, type ValueMap } from "../value";
import { Float, NodeText, RawScalar, writeDocument, type YamlKey, type YamlOutput } from "../yaml";
import { compareKeys } from "./key-order";

const anyMinor = Number.POSITIVE_INFINITY;

/**
 * Writes a configuration as that Talos (minor version, default the newest) does, without comments: documents
 * separated by `---`.
 */
export function encodeConfig(config: MachineConfig, minor: number = newestMinor): string {
  return config.documents.map((document) => encodeDocument(document, minor)).join("---\n");
}

/** Writes one document. */
export function encodeDocument(document: ConfigDocument, minor: number = newestMinor): string {
  return writeDocument(structOutput(document.value, specOf(document.kind), minor));
}

/** Writes a value of a struct type that is no document of its own. */
export function encodeStruct(value: ValueMap, type: string): string {
  return writeDocument(structOutput(value, structSpec(type), newestMinor));
}

/** A struct with only those of its fields that are set, ready to be written: for patches. */
export function structToOutput(value: ValueMap, spec: StructSpec): Map<YamlKey, YamlOutput> {
  const out = new Map<YamlKey, YamlOutput>();
  for (const field of spec.fields) {
    const found = value.get(field.key);
    const type = field.type.kind === "pointer" ? field.type.to : field.type;
    if (found === undefined) continue;
    const nested = type.kind === "struct" && found instanceof Map && found.size > 0;
    out.set(field.key, nested ? structToOutput(found, structSpec(type.name)) : output(found, field.type, newestMinor));
  }
  return out;
}

/** The struct behind a document kind. */
export function specOf(kind: string): StructSpec {
  if (kind === legacyKind) return structSpec(legacyType);
  const spec = kindSpec(kind, anyMinor);
  if (spec === undefined) throw new RangeError(`Cannot encode a document of kind "${kind}": the kind is not known`);
  return documentSpec(spec.type);
}

function structOutput(struct: ValueMap, spec: StructSpec, minor: number): Map<YamlKey, YamlOutput> {
  const out = new Map<YamlKey, YamlOutput>();
  for (const field of spec.fields) {
    const value = struct.get(field.key);
    if (field.optionalSince <= minor && isZero(value, field.type, minor)) continue;
    // Fields of a newer Talos that are not optional are only there when they were set.
    if (value === undefined && field.since === 14) continue;
    out.set(field.key, output(value, field.type, minor));
  }
  return out;
}

function output(value: Value | undefined, type: TypeSpec, minor: number): YamlOutput {
  switch (type.kind) {
    case "pointer":
      return value === undefined || value === null ? null : output(value, type.to, minor);
    case "struct":
      return structOutput(value instanceof Map ? value : new Map(), structSpec(type.name), minor);
    case "list":
      return Array.isArray(value) ? value.map((item) => output(item, type.of, minor)) : [];
    case "map":
      return mapOutput(value, (item) => output(item, type.of, minor));
    case "scalar":
      return scalarOutput(value, type.name, type.words, minor);
  }
}

function mapOutput(value: Value | undefined, item: (value: Value) => YamlOutput): Map<YamlKey, YamlOutput> {
  if (!(value instanceof Map)) return new Map();
  const keys = [...value.keys()].sort(compareKeys);
  return new Map(keys.map((key) => [key, item(value.get(key) ?? null)]));
}

function scalarOutput(value: Value | undefined, name: string, words: string, minor: number): YamlOutput {
  if (name === "object") return mapOutput(value, freeForm);
  // Before 1.13 arguments were plain strings, quoted like any other.
  if (name === "args") return mapOutput(value, minor < 13 ? freeForm : argument);
  if (name === "any") return freeForm(value ?? null);
  if (name === "fileMode") return new RawScalar(`0o${BigInt(typeof value === "number" ? value : 0).toString(8)}`);
  if (name === "diskSize") return formatByteSize(typeof value === "bigint" ? value : 0n);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, freeForm(item)]));
  if (value !== undefined) return freeForm(value);
  if (name === "bool") return false;
  if (name === "enum") return enumWords(words).zero;
  if (name === "duration") return "0s";
  return name.includes("int") ? 0 : "";
}

function argument(value: Value): YamlOutput {
  if (Array.isArray(value)) return value.map(argument);
  return typeof value === "string" ? new NodeText(value) : freeForm(value);
}

/** Free-form parts: keys sorted, everything else as it is. */
function freeForm(value: Value): YamlOutput {
  if (Array.isArray(value)) return value.map(freeForm);
  if (value instanceof Map) return mapOutput(value, freeForm);
  if (value instanceof GeneralMap) {
    const entries = [...value.entries].sort(([left], [right]) => compareGeneralKeys(left, right));
    return new Map(entries.map(([key, item]) => [keyText(key), freeForm(item)]));
  }
  return value;
}

/** As Go's YAML library sorts keys of several types: numbers by value, true as 1; then null, then strings. */
function compareGeneralKeys(left: Value, right: Value): number {
  const [a, b] = [keyNumber(left), keyNumber(right)];
  if (a !== undefined && b !== undefined && a !== b) return a < b ? -1 : 1;
  const difference = keyRank(left) - keyRank(right);
  return difference === 0 ? compareKeys(keyText(left).text, keyText(right).text) : difference;
}

function keyNumber(key: Value): number | undefined {
  if (typeof key === "boolean") return key ? 1 : 0;
  if (key instanceof Float) return key.value;
  return typeof key === "number" || typeof key === "bigint" ? Number(key) : undefined;
}

function keyRank(key: Value): number {
  if (typeof key === "boolean") return 0;
  if (typeof key === "number" || typeof key === "bigint") return 1;
  if (key instanceof Float) return 2;
  return key === null ? 3 : 4;
}

function keyText(key: Value): RawScalar {
  return new RawScalar(writeDocument(freeForm(key)).trimEnd());
}
