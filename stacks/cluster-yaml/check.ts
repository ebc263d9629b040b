import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from "yaml";
import { nearestKey } from "../../constructs/props/nearest";
import type { Problem } from "./problem";
import { KINDS, resolved, type Schema } from "./schema";

/** Where problems are told. */
export interface CheckContext {
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

/** Holds a part of a file against the schema; what is wrong is told with its place. `path` is how it is called. */
export function checkNode(node: Node | null, part: Schema, path: string, context: CheckContext): void {
  const schema = resolved(part);
  if (schema.anyOf !== undefined) {
    checkAnyOf(node, schema.anyOf, path, context);
    return;
  }
  const found = kindOf(node);
  if (schema.type !== undefined && found !== schema.type) {
    const wanted = path === "" ? required(schema) : `${KINDS[schema.type]} is wanted${hint(node, schema.type)}`;
    tell(node, `${path === "" ? "the file" : `"${path}"`} is ${said(node)}; ${wanted}`, context);
    return;
  }
  if (isMap(node)) checkMap(node, schema, path, context);
  else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (schema.items !== undefined) checkNode(asNode(item), schema.items, `${path}[${index}]`, context);
    }
  } else if (isScalar(node) && schema.enum !== undefined && !schema.enum.includes(String(node.value))) {
    const near = nearestKey(String(node.value), schema.enum);
    const meant = near === undefined ? "" : `; is "${near}" meant?`;
    tell(node, `"${path}" is ${said(node)}; there are ${schema.enum.join(", ")}${meant}`, context);
  }
}

/** What a file must have at least. */
function required({ required: names = [] }: Schema): string {
  return `a section is wanted, with ${names.map((name) => `"${name}"`).join(", ")} at least`;
}

/** The alternative of the same kind is the one that is meant. */
function checkAnyOf(node: Node | null, parts: readonly Schema[], path: string, context: CheckContext): void {
  const meant = parts.find((part) => resolved(part).type === kindOf(node));
  if (meant !== undefined) checkNode(node, meant, path, context);
  else {
    const wanted = parts.map((part) => KINDS[resolved(part).type ?? ""] ?? "anything").join(" or ");
    tell(node, `"${path}" is ${said(node)}; ${wanted} is wanted`, context);
  }
}

function checkMap(map: YAMLMap, schema: Schema, path: string, context: CheckContext): void {
  const { properties = {}, required = [], additionalProperties } = schema;
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  const seen = new Set<string>();
  for (const { key, value } of map.items) {
    const name = String(isScalar(key) ? key.value : key);
    seen.add(name);
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own !== undefined) checkNode(asNode(value), own, below(name), context);
    else if (typeof additionalProperties === "object")
      checkNode(asNode(value), additionalProperties, below(name), context);
    else if (additionalProperties !== true)
      tellUnknown(asNode(key), { path: below(name), name, home: homeOf(name, map, properties) }, properties, context);
  }
  for (const name of required.filter((each) => !seen.has(each))) tell(map, `"${below(name)}" is missing`, context);
}

/** A key that its section does not have. */
interface UnknownKey {
  readonly path: string;
  readonly name: string;
  /** The section beside it that is empty and would have it. */
  readonly home: string | undefined;
}

function tellUnknown(
  key: Node | null,
  { path, name, home }: UnknownKey,
  properties: NonNullable<Schema["properties"]>,
  context: CheckContext,
): void {
  const known = Object.keys(properties);
  const near = nearestKey(name, known);
  const meant = near === undefined ? `there are ${known.join(", ")}` : `is "${near}" meant?`;
  tell(
    key,
    `"${path}" is not known; ${home === undefined ? meant : `it is one of "${home}": indent it below`}`,
    context,
  );
}

/** An empty section of a map that knows a key which the map does not: what was meant for it is not indented. */
function homeOf(name: string, map: YAMLMap, properties: NonNullable<Schema["properties"]>): string | undefined {
  const empty = map.items.filter(({ value }) => kindOf(asNode(value)) === "null").map(({ key }) => String(key));
  return empty.find((each) => {
    const own = Object.hasOwn(properties, each) ? properties[each] : undefined;
    if (own === undefined) return false;
    const choices = resolved(own).anyOf ?? [own];
    return choices.some((choice) => Object.hasOwn(resolved(choice).properties ?? {}, name));
  });
}

function tell(node: Node | null, message: string, { lines, problems }: CheckContext): void {
  const { line, col: column } = lines.linePos(node?.range?.[0] ?? 0);
  problems.push({ line: Math.max(line, 1), column: Math.max(column, 1), message });
}

function kindOf(node: Node | null): string {
  if (isMap(node)) return "object";
  if (isSeq(node)) return "array";
  return isScalar(node) && node.value !== null ? typeof node.value : "null";
}

function said(node: Node | null): string {
  if (isMap(node)) return "a section";
  if (isSeq(node)) return "a list";
  return isScalar(node) && node.value !== null ? `"${node.source ?? String(node.value)}"` : "empty";
}

/** YAML reads 1.30 as the number 1.3, and "3" as a text. */
function hint(node: Node | null, wanted: string): string {
  if (!isScalar(node) || node.value === null) return "";
  if (wanted === "string") return ": write it in quotes";
  const { value } = node;
  const isQuoted = typeof value === "string" && node.type !== "PLAIN";
  const isMeant = wanted === "number" ? /^-?\d+(\.\d+)?$/.test(String(value)) : /^(true|false)$/.test(String(value));
  return isQuoted && isMeant ? ": write it without quotes" : "";
}

/** Aliases and merge keys are resolved before; what is left is a node or nothing. */
function asNode(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}
