import { Token } from "cdktf";

/** How a value stands in HCL; JSON does not need to know. */
export type SimpleKind =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | "stringList"
  | "numberList"
  | "booleanList"
  | "stringMap"
  | "numberMap"
  | "booleanMap"
  | "anyList"
  | "anyMap";

/** How objects stand in HCL and JSON: as blocks, as an object, as a list or a map of them. */
export type ObjectKind = "blockSingle" | "blockList" | "object" | "objectList" | "objectMap";

/** Terraform's name and how the value stands; for objects, their fields. */
export type Field =
  | readonly [name: string, kind: SimpleKind]
  | readonly [name: string, kind: ObjectKind, fields: Fields];

/** The attributes and blocks of a type, by their names in props. */
export type Fields = Readonly<Record<string, Field>>;

type Values = Readonly<Record<string, unknown>>;

/** What stands in Terraform's JSON: the same values under Terraform's names. What is undefined is left out. */
export function jsonValues(fields: Fields, given: Values): Values {
  const values: Record<string, unknown> = {};
  for (const [prop, [name, , inner]] of Object.entries(fields)) {
    const value = given[prop];
    if (value !== undefined) values[name] = inner === undefined ? value : nested(value, inner, isMapOf(fields[prop]));
  }
  return values;
}

/** What cdktf's HCL printer takes: each value with what it is. */
export function hclValues(fields: Fields, given: Values): Values {
  const values: Record<string, unknown> = {};
  for (const [prop, [name, kind, inner]] of Object.entries(fields)) {
    const value = given[prop];
    if (value === undefined) continue;
    if (inner === undefined) values[name] = { value, isBlock: false, ...simpleForm(kind) };
    else values[name] = { value: nested(value, inner, kind === "objectMap"), ...objectForm(kind) };
  }
  return values;
}

function isMapOf(field: Field | undefined): boolean {
  return field?.[1] === "objectMap";
}

/** Names inside objects are Terraform's too; the keys of maps are the user's and stay. */
function nested(value: unknown, fields: Fields, isMap: boolean): unknown {
  if (Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map((item) => nested(item, fields, isMap));
  if (!isValues(value)) return value;
  if (!isMap) return jsonValues(fields, value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nested(item, fields, false)]));
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}

function simpleForm(kind: string): { type: string; storageClassType: string } {
  if (kind.endsWith("List")) return { type: "list", storageClassType: kind };
  return { type: kind.endsWith("Map") ? "map" : "simple", storageClassType: kind };
}

function objectForm(kind: string): { isBlock: boolean; type: string; storageClassType: string } {
  const isBlock = kind.startsWith("block");
  const isList = kind.endsWith("List");
  return { isBlock, type: isList ? "list" : "struct", storageClassType: isList ? "anyList" : "any" };
}
