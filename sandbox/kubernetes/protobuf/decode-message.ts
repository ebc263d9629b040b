/**
 * Kubernetes's protobuf: the envelope, and messages by the table of types. Never which requests may come so (api/), nor
 * protobuf's own bytes (wire/protobuf).
 */
import { Reader } from "../../../wire/protobuf/reader";
import type { Json, JsonObject } from "../plain/json";
import type { Field, TypeRef } from "../schema/field";
import { builtInType, type ObjectType } from "../schema/type-table";

/** Fields of one message by number: a field, or the numbers of what JSON shows in its parent. */
export type NumberTree = ReadonlyMap<number, { readonly field?: Field; readonly inline?: NumberTree }>;

const trees = new WeakMap<ObjectType, NumberTree>();

/** A type's fields by protobuf's numbers. */
export function numberTree(type: ObjectType): NumberTree {
  const known = trees.get(type);
  if (known !== undefined) return known;
  const tree = buildTree(
    [...type.fields.values()].filter(({ numbers }) => numbers.length > 0),
    0,
  );
  trees.set(type, tree);
  return tree;
}

function buildTree(fields: readonly Field[], depth: number): NumberTree {
  const tree = new Map<number, { readonly field?: Field; readonly inline?: NumberTree }>();
  for (const field of fields) {
    const number = field.numbers[depth] ?? 0;
    if (field.numbers.length === depth + 1) tree.set(number, { field });
    else if (!tree.has(number)) {
      const same = fields.filter(({ numbers }) => numbers[depth] === number);
      tree.set(number, { inline: buildTree(same, depth + 1) });
    }
  }
  return tree;
}

/** Reads a message by its type. @throws SyntaxError when the bytes are no protobuf */
export function decodeMessage(bytes: Uint8Array, type: ObjectType): JsonObject {
  return readFields(new Reader(bytes), numberTree(type), {});
}

function readFields(reader: Reader, tree: NumberTree, result: JsonObject): JsonObject {
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    const [number, wireType] = [tag >>> 3, tag & 7];
    const entry = tree.get(number);
    if (entry?.inline !== undefined && wireType === 2) readFields(new Reader(reader.bytes()), entry.inline, result);
    else if (entry?.field !== undefined) readField(reader, entry.field, wireType, result);
    else reader.skip(number, wireType, 0);
  }
  return result;
}

function readField(reader: Reader, field: Field, wireType: number, result: JsonObject): void {
  const { type, name } = field;
  if (type.kind === "list") {
    const before = result[name];
    const list = Array.isArray(before) ? before : [];
    if (wireType === 2 && isPackable(type.element)) readPacked(new Reader(reader.bytes()), type.element, list);
    else list.push(readValue(reader, type.element));
    result[name] = list;
  } else if (type.kind === "map") {
    const before = result[name];
    const map: JsonObject = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
    readEntry(new Reader(reader.bytes()), type.member, map);
    result[name] = map;
  } else result[name] = readValue(reader, type);
}

function isPackable(type: TypeRef): boolean {
  return type.kind === "primitive" && ["int32", "int64", "boolean", "number"].includes(type.name);
}

function readPacked(reader: Reader, type: TypeRef, list: Json[]): void {
  while (reader.offset < reader.limit) list.push(readValue(reader, type));
}

function readEntry(reader: Reader, member: TypeRef, map: JsonObject): void {
  let key = "";
  let value: Json = member.kind === "primitive" ? "" : member.kind === "list" ? [] : {};
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) key = reader.string();
    else if (tag >>> 3 === 2)
      value = member.kind === "list" ? readWrappedList(reader.bytes()) : readValue(reader, member);
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  // To JavaScript it is no data.
  if (key !== "__proto__") map[key] = value;
}

/** A list in a map is a message with the list as its field 1. */
function readWrappedList(bytes: Uint8Array): Json[] {
  const reader = new Reader(bytes);
  const list: Json[] = [];
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) list.push(reader.string());
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  return list;
}

function readValue(reader: Reader, type: TypeRef): Json {
  if (type.kind === "type") {
    const inner = builtInType(type.name);
    const bytes = reader.bytes();
    return inner === undefined ? {} : decodeMessage(bytes, inner);
  }
  return type.kind === "primitive" ? readPrimitive(reader, type.name) : null;
}

function readPrimitive(reader: Reader, name: string): Json {
  switch (name) {
    case "string":
      return reader.string();
    case "boolean":
      return reader.varint32() !== 0;
    case "int32":
    case "int64":
      return Number(BigInt.asIntN(64, reader.varint64()));
    case "number":
      return reader.double();
    case "bytes":
      return Buffer.from(reader.bytes()).toString("base64");
    case "quantity":
      return readWrappedList(reader.bytes())[0] ?? "0";
    case "any":
      return readRaw(reader.bytes());
    case "intstr":
      return readIntOrString(reader.bytes());
    default:
      return readTime(reader.bytes(), name === "microtime");
  }
}

function readRaw(bytes: Uint8Array): Json {
  const text = readWrappedList(bytes)[0];
  if (typeof text !== "string" || text === "") return null;
  const value: Json = JSON.parse(text);
  return value;
}

function readIntOrString(bytes: Uint8Array): Json {
  const reader = new Reader(bytes);
  let [isText, number, text] = [false, 0, ""];
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) isText = reader.varint32() === 1;
    else if (tag >>> 3 === 2) number = Number(BigInt.asIntN(64, reader.varint64()));
    else if (tag >>> 3 === 3) text = reader.string();
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  return isText ? text : number;
}

function readTime(bytes: Uint8Array, isMicro: boolean): Json {
  const reader = new Reader(bytes);
  let [seconds, nanos] = [0, 0];
  if (bytes.length === 0) return null;
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) seconds = Number(BigInt.asIntN(64, reader.varint64()));
    else if (tag >>> 3 === 2) nanos = reader.varint32();
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return isMicro ? `${text}.${String(Math.floor(nanos / 1000)).padStart(6, "0")}Z` : `${text}Z`;
}
