import { documentSpec, isZero, type StructSpec, structSpec } from "../documents";
import type { FieldSpec, TypeSpec } from "../schema";
import type { Value, ValueMap } from "../value";
import type { MappingNode, YamlNode } from "../yaml";
import { type DecodeContext, join } from "./context";
import { decodeAny, mergedMappings } from "./free-form";
import { nearest } from "./nearest";
import { dereference, describeNode, hasUsableKeys, isMergeKey, isNull, scalarText } from "./nodes";
import { decodeScalar } from "./scalar";

const mappingScalars: Readonly<Record<string, readonly string[]>> = {
  certificateAndKey: ["crt", "key"],
  certificate: ["crt"],
  keyOnly: ["key"],
};
const redacted = "******";

/** Decodes the root mapping of a document of that type. */
export function decodeRoot(context: DecodeContext, node: MappingNode, type: string, legacy: boolean): ValueMap {
  return decodeStruct(context, node, legacy ? structSpec(type) : documentSpec(type), "");
}

/** Decodes a value of a type; undefined for null, or after an issue was reported. */
function decodeValue(context: DecodeContext, node: YamlNode, type: TypeSpec, path: string): Value | undefined {
  context.step(node, path);
  if (node.kind === "alias") {
    context.aliasDepth += 1;
    const found = decodeValue(context, node.target, type, path);
    context.aliasDepth -= 1;
    return found;
  }
  if (type.kind === "pointer") return decodeValue(context, node, type.to, path);
  if (isNull(node)) return undefined;
  switch (type.kind) {
    case "struct":
      if (node.kind === "mapping") return decodeStruct(context, node, structSpec(type.name), path);
      return context.issue(node, path, `a mapping is expected, not ${describeNode(node)}`);
    case "list":
      return decodeList(context, node, type.of, path);
    case "map":
      return decodeMap(context, node, (value, at) => decodeValue(context, value, type.of, at) ?? zeroOf(type.of), path);
    case "scalar":
      return decodeNamed(context, node, type.name, type.words, path);
  }
}

function decodeNamed(
  context: DecodeContext,
  node: Exclude<YamlNode, { kind: "alias" }>,
  name: string,
  words: string,
  path: string,
) {
  if (name === "any") return decodeAny(context, node, path);
  if (name === "object") return decodeMap(context, node, (value, at) => decodeAny(context, value, at), path);
  if (name === "args") return decodeMap(context, node, (value, at) => decodeArgument(context, value, at), path);
  const keys = mappingScalars[name];
  if (keys !== undefined) return decodeCertificate(context, node, keys, path);
  if (node.kind === "scalar") return decodeScalar(context, node, name, words, path);
  return context.issue(node, path, `a single value is expected, not ${describeNode(node)}`);
}

/** What a null leaves in a list or map, where every entry has a value. */
function zeroOf(type: TypeSpec): Value {
  if (type.kind === "struct") return new Map();
  if (type.kind !== "scalar") return null;
  if (type.name === "bool") return false;
  return type.name === "any" || type.name === "args" ? null : type.name.includes("int") ? 0 : "";
}

function decodeList(context: DecodeContext, node: YamlNode, of: TypeSpec, path: string): Value | undefined {
  if (node.kind !== "sequence") return context.issue(node, path, `a list is expected, not ${describeNode(node)}`);
  const items: Value[] = [];
  for (const [index, item] of node.items.entries()) {
    const value = decodeValue(context, item, of, `${path}[${index}]`);
    if (value !== undefined) items.push(value);
    // A null stays only where it can be told from a zero value; elsewhere Go drops the entry.
    else if (of.kind === "pointer" && isNull(dereference(item))) items.push(null);
  }
  return items;
}

type EntryDecoder = (node: YamlNode, path: string) => Value;

function decodeMap(
  context: DecodeContext,
  node: YamlNode,
  decodeEntry: EntryDecoder,
  path: string,
): ValueMap | undefined {
  if (node.kind !== "mapping") return context.issue(node, path, `a mapping is expected, not ${describeNode(node)}`);
  const map: ValueMap = new Map();
  if (!hasUsableKeys(context, node, path)) return map;
  for (const { key, value } of node.entries) {
    if (isMergeKey(key)) continue;
    const target = dereference(key);
    if (target.kind !== "scalar") context.issue(key, path, "a list or mapping cannot be a key");
    else if (!isNull(target)) {
      const name = scalarText(target);
      map.set(name, decodeEntry(value, join(path, name)));
    }
  }
  for (const merged of mergedMappings(context, node, path)) {
    context.aliasDepth += 1;
    const inner = decodeMap(context, dereference(merged), decodeEntry, path);
    context.aliasDepth -= 1;
    for (const [key, value] of inner ?? []) if (!map.has(key)) map.set(key, value);
  }
  return map;
}

/** An argument of a Kubernetes component: a text, from Talos 1.13 on also a list of texts. */
function decodeArgument(context: DecodeContext, node: YamlNode, path: string): Value {
  const target = dereference(node);
  if (isNull(target)) return context.minor < 13 ? "" : null;
  if (target.kind === "sequence" && context.minor >= 13) {
    return decodeList(context, target, { kind: "scalar", name: "string", words: "" }, path) ?? null;
  }
  if (target.kind !== "scalar") {
    const expected = context.minor < 13 ? "a string is" : "a string or a list of strings is";
    context.issue(node, path, `${expected} expected, not ${describeNode(node)}`);
    return null;
  }
  const text = decodeScalar(context, target, "string", "", path) ?? null;
  // Talos 1.13 keeps no empty text: it writes null again.
  return text === "" && context.minor >= 13 ? null : text;
}

function decodeCertificate(
  context: DecodeContext,
  node: YamlNode,
  keys: readonly string[],
  path: string,
): Value | undefined {
  if (node.kind !== "mapping") return context.issue(node, path, `a mapping is expected, not ${describeNode(node)}`);
  const map: ValueMap = new Map(keys.map((key) => [key, ""]));
  if (!hasUsableKeys(context, node, path)) return map;
  for (const { key, value } of node.entries) {
    const name = key.kind === "scalar" ? key.value : "";
    const target = dereference(value);
    if (!keys.includes(name)) reportUnknown(context, key, name, keys, path);
    else if (target.kind !== "scalar") context.issue(value, join(path, name), "base64 text is expected");
    else if (isNull(target)) continue;
    else if (name === "key" && scalarText(target) === redacted) map.set(name, redacted);
    else map.set(name, decodeScalar(context, target, "base64", "", join(path, name)) ?? "");
  }
  return map;
}

function decodeStruct(context: DecodeContext, node: MappingNode, spec: StructSpec, path: string): ValueMap {
  const struct: ValueMap = new Map();
  if (!hasUsableKeys(context, node, path)) return struct;
  for (const { key, value } of node.entries) {
    const target = dereference(key);
    const name = target.kind === "scalar" ? target.value : "";
    const field = spec.byKey.get(name);
    if (target.kind !== "scalar") context.issue(key, path, "a list or mapping cannot be a key");
    else if (isMergeKey(key) && (context.aliasDepth > 0 || !context.strict))
      mergeInto(context, struct, node, spec, path);
    else if (field === undefined || field.since > context.minor)
      reportUnknown(context, key, name, known(spec, context), path, field);
    else setField(struct, field, decodeValue(context, value, field.type, join(path, name)), spec.name);
  }
  return struct;
}

function setField(struct: ValueMap, field: FieldSpec, value: Value | undefined, structName: string): void {
  if (value === undefined) return;
  // Talos trims what stands before a manifest, which would break the list it is put into.
  const trimmed =
    structName === "v1alpha1.ClusterInlineManifest" && field.key === "contents" && typeof value === "string";
  const stored = trimmed ? value.replace(/^[\t\n\v\f\r]+/, "") : value;
  if (field.type.kind === "scalar" && isZero(stored, field.type) && !isEmptyContainer(stored)) return;
  struct.set(field.key, stored);
}

function isEmptyContainer(value: Value): boolean {
  return value instanceof Map;
}

function mergeInto(context: DecodeContext, struct: ValueMap, node: MappingNode, spec: StructSpec, path: string): void {
  const own = new Set(node.entries.map(({ key }) => (key.kind === "scalar" ? key.value : "")));
  for (const merged of mergedMappings(context, node, path)) {
    const target = dereference(merged);
    if (target.kind !== "mapping") continue;
    const inner = decodeStruct(context, target, spec, path);
    for (const [key, value] of inner) if (!own.has(key) && !struct.has(key)) struct.set(key, value);
  }
}

function known(spec: StructSpec, context: DecodeContext): string[] {
  return spec.fields.filter((field) => field.since <= context.minor).map((field) => field.key);
}

function reportUnknown(
  context: DecodeContext,
  key: YamlNode,
  name: string,
  candidates: readonly string[],
  path: string,
  newer?: FieldSpec,
): void {
  if (context.aliasDepth > 0 || !context.strict) return;
  if (newer !== undefined) {
    context.issue(key, join(path, name), `the key "${name}" needs Talos 1.${newer.since}, this is 1.${context.minor}`);
    return;
  }
  const close = nearest(name, candidates);
  const hint = close === undefined ? "" : `, did you mean "${close}"?`;
  context.issue(key, join(path, name), `unknown key "${name}"${hint}`, close);
}
