/** Reads YAML nodes by a shape, strictly, and writes them in the factory's canonical form. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";
import { writeGoYamlText } from "./go-yaml-scalar";
import type { Field, Kind } from "./schematic-shape";

/** A value of a schematic. Maps keep their order. */
export type Value = string | number | boolean | null | Value[] | Map<string, Value>;

/** Aliases of aliases grow without end; no schematic has so many values. */
const maximumNodes = 2_000;

/** A schematic that the factory refuses; the message is the text of its answer. */
export class SchematicError extends Error {
  override readonly name = "SchematicError";
}

/**
 * Reads the first YAML (or JSON) document of a text by a shape; absent values are left out.
 * @throws SchematicError when it is no YAML, or not of this shape.
 */
export function readShape(text: string, kind: Kind): Value {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  const document = "length" in documents ? documents[0] : undefined;
  if (document === undefined) throw new SchematicError("EOF");
  const [error] = document.errors;
  if (error !== undefined) throw new SchematicError(`yaml: ${error.message.split("\n")[0] ?? "cannot parse"}`);
  const problems: string[] = [];
  const fail = (node: Node, problem: string) => {
    problems.push(`line ${lines.linePos(node.range?.[0] ?? 0).line}: ${problem}`);
  };
  let resolvedNodes = 0;
  const resolve = (node: unknown): Node | undefined => {
    resolvedNodes += 1;
    if (resolvedNodes > maximumNodes) throw new SchematicError("yaml: document contains excessive aliasing");
    if (isAlias(node)) return node.resolve(document);
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  };
  const value = readNode(resolve(document.contents), kind, { fail, resolve });
  if (problems.length > 0) throw new SchematicError(`yaml: unmarshal errors:\n  ${problems.join("\n  ")}`);
  return value ?? new Map();
}

interface Reading {
  fail: (node: Node, problem: string) => void;
  resolve: (node: unknown) => Node | undefined;
}

function readNode(node: Node | undefined, kind: Kind, reading: Reading): Value | undefined {
  if (node === undefined || (isScalar(node) && node.value === null)) return undefined;
  if (kind.type === "struct") return readStruct(node, kind, reading);
  if (kind.type === "list") {
    if (isSeq(node)) return node.items.map((item) => readNode(reading.resolve(item), kind.of, reading) ?? "");
    reading.fail(node, mismatch(node, kind.goType));
    return undefined;
  }
  if (kind.type === "any") return readAny(node, reading);
  return readScalar(node, kind, reading);
}

function readStruct(node: Node, kind: Kind & { type: "struct" }, reading: Reading): Value | undefined {
  if (!isMap(node)) {
    reading.fail(node, mismatch(node, kind.goType));
    return undefined;
  }
  const result = new Map<string, Value>();
  for (const pair of node.items) {
    const key = reading.resolve(pair.key);
    const name = isScalar(key) ? String(key.source ?? key.value) : "";
    const field = kind.fields.find((candidate) => candidate.name === name);
    if (field === undefined) {
      reading.fail(key ?? node, `field ${name} not found in type ${kind.goType}`);
      continue;
    }
    const value = readNode(reading.resolve(pair.value), field.kind, reading);
    if (value !== undefined) result.set(name, value);
  }
  return result;
}

type ScalarKind = Exclude<Kind, { type: "struct" } | { type: "list" } | { type: "any" }>;

function readScalar(node: Node, kind: ScalarKind, reading: Reading): Value | undefined {
  const goType = kind.type === "whole" ? kind.goType : kind.type === "flag" ? "bool" : "string";
  if (!isScalar(node)) {
    reading.fail(node, mismatch(node, goType));
    return undefined;
  }
  const { value } = node;
  // The factory's library takes any scalar as text, as it was written.
  if (kind.type === "text") return typeof value === "string" ? value : (node.source ?? String(value));
  if (kind.type === "flag" && typeof value === "boolean") return value;
  if (kind.type === "choice" && typeof value === "string" && kind.of.includes(value)) return value;
  if (kind.type === "whole" && Number.isInteger(value) && Number(value) >= 0 && Number(value) <= kind.maximum) {
    return Number(value);
  }
  reading.fail(node, mismatch(node, goType));
  return undefined;
}

function readAny(node: Node, reading: Reading): Value {
  if (isSeq(node)) return node.items.map((item) => readAnyOrNull(item, reading));
  if (isMap(node)) {
    const entries = node.items.map((pair): [string, Value] => {
      const key = reading.resolve(pair.key);
      return [isScalar(key) ? String(key.value) : "", readAnyOrNull(pair.value, reading)];
    });
    return new Map(entries.sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })));
  }
  const value = isScalar(node) ? node.value : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function readAnyOrNull(item: unknown, reading: Reading): Value {
  const node = reading.resolve(item);
  return node === undefined ? null : readAny(node, reading);
}

function mismatch(node: Node, goType: string): string {
  const tag = isMap(node) ? "!!map" : isSeq(node) ? "!!seq" : "!!str";
  const shown = isScalar(node) ? ` \`${String(node.source ?? node.value).slice(0, 10)}\`` : "";
  return `cannot unmarshal ${tag}${shown} into ${goType}`;
}

/** True for what Go's `omitempty` leaves out. */
export function isEmptyValue(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map && [...value.values()].every(isEmptyValue);
}

/** A struct's lines, `indent` spaces deep; empty where nothing is to be written. */
export function writeStruct(value: Value | undefined, fields: readonly Field[], indent: number): string[] {
  const members = value instanceof Map ? value : new Map<string, Value>();
  return fields.flatMap(({ name, kind, always }) => {
    const member = members.get(name);
    if (always !== true && isEmptyValue(member)) return [];
    return writeMember(name, member, kind, indent);
  });
}

function writeMember(name: string, value: Value | undefined, kind: Kind, indent: number): string[] {
  const head = " ".repeat(indent) + name;
  if (kind.type === "struct") {
    const lines = writeStruct(value, kind.fields, indent + 4);
    return lines.length === 0 ? [`${head}: {}`] : [`${head}:`, ...lines];
  }
  if (kind.type === "list" && Array.isArray(value)) {
    return [`${head}:`, ...value.flatMap((item) => writeItem(item, kind.of, indent + 4))];
  }
  return writeLoose(head, value ?? (kind.type === "whole" ? 0 : ""), indent);
}

function writeItem(item: Value, kind: Kind, indent: number): string[] {
  if (kind.type !== "struct") return writeLoose(`${" ".repeat(indent)}-`, item, indent, "");
  const lines = writeStruct(item, kind.fields, indent + 2);
  const [first = "{}", ...rest] = lines;
  return [`${" ".repeat(indent)}- ${first.trimStart()}`, ...rest];
}

function writeLoose(head: string, value: Value, indent: number, colon = ":"): string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${head}${colon} []`];
    const items = value.flatMap((item) => writeLoose(`${" ".repeat(indent + 4)}-`, item, indent + 4, ""));
    return [`${head}${colon}`, ...items];
  }
  if (value instanceof Map) {
    if (value.size === 0) return [`${head}${colon} {}`];
    const members = [...value].flatMap(([name, member]) =>
      writeLoose(" ".repeat(indent + 4) + writeGoYamlText(name, indent + 4), member, indent + 4),
    );
    return [`${head}${colon}`, ...members];
  }
  const scalar = typeof value === "string" ? writeGoYamlText(value, indent) : String(value);
  return `${head}${colon} ${scalar}`.split("\n");
}
