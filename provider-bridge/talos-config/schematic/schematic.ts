import { createHash } from "node:crypto";
import { DecodeError, nearest, parseDocuments } from "../decode";
import { resolveScalar, writeDocument, type YamlKey, type YamlNode, type YamlOutput } from "../yaml";

/** The shape of a schematic: keys in canonical order; `*` marks free-form mappings. */
type Shape = "string" | "boolean" | "integer" | "any" | readonly [Shape] | { readonly [key: string]: Shape };

const shape = {
  owner: "string",
  overlay: { image: "string", name: "string", options: "any" },
  customization: {
    embeddedMachineConfiguration: "string",
    extraKernelArgs: ["string"],
    meta: [{ key: "integer", value: "string" }],
    systemExtensions: { officialExtensions: ["string"] },
    bootloader: "string",
    secureboot: { enrollKeys: "string", includeWellKnownCertificates: "boolean" },
    diskImage: { sectorSize: "integer" },
  },
} as const satisfies Shape;
/** Written even when empty: the factory marshals this struct always. */
const alwaysWritten = new Set(["customization"]);
/** Both fields of a META value are written always. */
const metaKeys = ["key", "value"];

/** A schematic in the form that the Image Factory stores, and its id. */
export interface Schematic {
  readonly canonical: string;
  /** SHA-256 of the canonical form, hexadecimal. */
  readonly id: string;
}

/** Reads a schematic as the Image Factory does and computes its id. Throws DecodeError for unknown keys and wrong types. */
export function schematicOf(text: string): Schematic {
  const [root] = parseDocuments(text);
  const empty = root === undefined || (root.kind === "scalar" && root.value === "");
  const value = empty ? new Map<YamlKey, YamlOutput>() : convert(root, shape, "");
  if (!(value instanceof Map)) throw problem(root, "", "a schematic is a mapping");
  if (!value.has("customization")) value.set("customization", new Map());
  const canonical = writeDocument(ordered(value, shape));
  return { canonical, id: createHash("sha256").update(canonical).digest("hex") };
}

/** The id of a schematic of extensions and kernel arguments. */
export function schematicIdOf(parts: {
  readonly extensions?: readonly string[];
  readonly kernelArgs?: readonly string[];
}): string {
  const customization = new Map<YamlKey, YamlOutput>();
  if ((parts.kernelArgs?.length ?? 0) > 0) customization.set("extraKernelArgs", [...(parts.kernelArgs ?? [])]);
  if ((parts.extensions?.length ?? 0) > 0) {
    customization.set("systemExtensions", new Map([["officialExtensions", [...(parts.extensions ?? [])]]]));
  }
  return schematicOf(writeDocument(new Map([["customization", customization]]))).id;
}

/** Keys in the order of the shape. */
function ordered(value: Map<YamlKey, YamlOutput>, expected: Readonly<Record<string, Shape>>): Map<YamlKey, YamlOutput> {
  const keys = Object.keys(expected).filter((key) => value.has(key));
  return new Map(keys.map((key): [YamlKey, YamlOutput] => [key, value.get(key) ?? null]));
}

/** Checks a node against the shape; empty values come back as undefined and are left out. */
function convert(node: YamlNode, expected: Shape, path: string): YamlOutput | undefined {
  if (node.kind === "alias") return convert(node.target, expected, path);
  if (node.kind === "scalar") return convertScalar(node, expected, path);
  if (expected === "any") return freeForm(node);
  if (node.kind === "sequence") {
    if (!isList(expected)) throw problem(node, path, "a list is not expected");
    const items = node.items.map((item, index) => convert(item, expected[0], `${path}[${index}]`) ?? "");
    return items.length === 0 ? undefined : items;
  }
  if (typeof expected === "string" || isList(expected)) throw problem(node, path, "a mapping is not expected");
  return convertMapping(node, expected, path);
}

function convertMapping(
  node: Extract<YamlNode, { kind: "mapping" }>,
  expected: Readonly<Record<string, Shape>>,
  path: string,
): YamlOutput | undefined {
  const map = new Map<YamlKey, YamlOutput>();
  const seen = new Set<string>();
  for (const { key, value } of node.entries) {
    const name = key.kind === "scalar" ? key.value : "";
    const inner = expected[name];
    const at = path === "" ? name : `${path}.${name}`;
    if (inner === undefined) {
      const close = nearest(name, Object.keys(expected));
      throw problem(key, at, `unknown key "${name}"${close === undefined ? "" : `, did you mean "${close}"?`}`);
    }
    if (seen.has(name)) throw problem(key, at, `the key "${name}" stands twice`);
    seen.add(name);
    const converted = convert(value, inner, at);
    if (converted !== undefined) map.set(name, converted);
    else if (alwaysWritten.has(name)) map.set(name, new Map());
  }
  if (metaKeys.every((key) => key in expected)) {
    return new Map<YamlKey, YamlOutput>([
      ["key", map.get("key") ?? 0],
      ["value", map.get("value") ?? ""],
    ]);
  }
  return map.size === 0 ? undefined : ordered(map, expected);
}

function isList(expected: Shape): expected is readonly [Shape] {
  return Array.isArray(expected);
}

function convertScalar(
  node: Extract<YamlNode, { kind: "scalar" }>,
  expected: Shape,
  path: string,
): YamlOutput | undefined {
  const resolved = resolveScalar(node);
  const value = resolved?.value;
  if (value === null) return undefined;
  if (expected === "string") return node.value === "" ? undefined : node.value;
  if (expected === "any" && value !== undefined) return typeof value === "object" ? node.value : value;
  if (expected === "boolean" && typeof value === "boolean") return value || undefined;
  if (
    expected === "integer" &&
    (typeof value === "number" || typeof value === "bigint") &&
    Number.isInteger(Number(value))
  ) {
    return Number(value) === 0 && !path.endsWith(".key") ? undefined : value;
  }
  throw problem(
    node,
    path,
    `${typeof expected === "string" ? `a value of type ${expected}` : "a mapping or list"} is expected`,
  );
}

function freeForm(node: YamlNode): YamlOutput | undefined {
  if (node.kind === "alias") return freeForm(node.target);
  if (node.kind === "sequence") return node.items.map((item) => freeForm(item) ?? null);
  if (node.kind === "mapping") {
    const entries = node.entries.map(({ key, value }): [string, YamlOutput] => [
      key.kind === "scalar" ? key.value : "",
      freeForm(value) ?? null,
    ]);
    return entries.length === 0
      ? undefined
      : new Map<YamlKey, YamlOutput>(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  }
  const value = resolveScalar(node)?.value ?? null;
  return value !== null && typeof value === "object" ? node.value : value;
}

function problem(node: YamlNode | undefined, path: string, message: string): DecodeError {
  return new DecodeError([{ message, path, line: node?.line ?? 1, column: node?.column ?? 1 }]);
}
