import { Writer } from "../../../wire/protobuf/writer";
import { isObject, type Json, type JsonObject } from "../plain/json";
import type { TypeRef } from "../schema/field";
import { builtInType, type ObjectType } from "../schema/type-table";
import { type NumberTree, numberTree } from "./decode-message";

/** Writes an object as a message of its type. */
export function encodeMessage(object: JsonObject, type: ObjectType): Uint8Array {
  const writer = new Writer();
  writeFields(writer, object, numberTree(type));
  return writer.finish();
}

/** From the last field to the first: that is how the writer wants it. */
function writeFields(writer: Writer, object: JsonObject, tree: NumberTree): void {
  for (const [number, { field, inline }] of [...tree].sort(([a], [b]) => b - a)) {
    if (inline !== undefined) nested(writer, number, () => writeFields(writer, object, inline));
    else if (field !== undefined) {
      const value = object[field.name];
      if (value !== undefined && value !== null) writeField(writer, number, field.type, value);
    }
  }
}

function writeField(writer: Writer, number: number, type: TypeRef, value: Json): void {
  if (type.kind === "list") {
    for (const item of (Array.isArray(value) ? value : []).toReversed()) writeValue(writer, number, type.element, item);
  } else if (type.kind === "map") {
    const entries = Object.entries(isObject(value) ? value : {}).sort(([a], [b]) => (a < b ? 1 : -1));
    for (const [key, member] of entries) {
      nested(writer, number, () => {
        if (Array.isArray(member)) nested(writer, 2, () => writeField(writer, 1, type.member, member));
        else writeValue(writer, 2, type.member, member);
        writer.string(key);
        writer.varint32((1 << 3) | 2);
      });
    }
  } else writeValue(writer, number, type, value);
}

function writeValue(writer: Writer, number: number, type: TypeRef, value: Json): void {
  if (type.kind === "type") {
    const inner = builtInType(type.name);
    nested(
      writer,
      number,
      () => inner !== undefined && isObject(value) && writeFields(writer, value, numberTree(inner)),
    );
  } else if (type.kind === "primitive") writePrimitive(writer, number, type.name, value);
}

function writePrimitive(writer: Writer, number: number, name: string, value: Json): void {
  switch (name) {
    case "string":
      writer.string(String(value));
      break;
    case "boolean":
      writer.varint32(value === true ? 1 : 0);
      writer.varint32(number << 3);
      return;
    case "int32":
    case "int64":
      writer.varint64(BigInt(Math.trunc(Number(value))));
      writer.varint32(number << 3);
      return;
    case "number":
      writer.double(Number(value));
      writer.varint32((number << 3) | 1);
      return;
    case "bytes":
      writer.bytes(Buffer.from(String(value), "base64"));
      break;
    default:
      nested(writer, number, () => writeSpecial(writer, name, value));
      return;
  }
  writer.varint32((number << 3) | 2);
}

function writeSpecial(writer: Writer, name: string, value: Json): void {
  if (name === "quantity" || name === "any") {
    writer.string(name === "any" ? JSON.stringify(value) : String(value));
    writer.varint32((1 << 3) | 2);
  } else if (name === "intstr") {
    if (typeof value === "string") {
      writer.string(value);
      writer.varint32((3 << 3) | 2);
    }
    writer.varint64(BigInt(typeof value === "number" ? value : 0));
    writer.varint32(2 << 3);
    writer.varint32(typeof value === "string" ? 1 : 0);
    writer.varint32(1 << 3);
  } else {
    const micros = Number(/\.(\d{6})Z$/.exec(String(value))?.[1] ?? 0);
    writer.varint32(micros * 1000);
    writer.varint32(2 << 3);
    writer.varint64(BigInt(Math.floor(Date.parse(String(value)) / 1000)));
    writer.varint32(1 << 3);
  }
}

/** What `write` writes, with its length and tag before it. */
function nested(writer: Writer, number: number, write: () => void): void {
  const before = writer.length;
  write();
  writer.varint32(writer.length - before);
  writer.varint32((number << 3) | 2);
}
