import { Reader } from "../../../wire/protobuf/reader";
import { Writer } from "../../../wire/protobuf/writer";
import type { JsonObject } from "../plain/json";
import { builtInType, type ObjectType, typeNameOfKind } from "../schema/type-table";
import { decodeMessage } from "./decode-message";
import { encodeMessage } from "./encode-message";

const magic = Buffer.from("k8s\0", "latin1");

/** Whether bytes begin as the envelope does. */
export function hasEnvelope(bytes: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}

/** Reads an envelope into an object with apiVersion and kind. @throws SyntaxError when it is none, or its type unknown */
export function decodeEnvelope(bytes: Buffer): JsonObject {
  if (!hasEnvelope(bytes))
    throw new SyntaxError(
      "Cannot decode body: provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    );
  const reader = new Reader(bytes.subarray(magic.length));
  let [apiVersion, kind] = ["", ""];
  let raw: Uint8Array = new Uint8Array();
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) [apiVersion, kind] = readTypeMeta(reader.bytes());
    else if (tag >>> 3 === 2) raw = reader.bytes();
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  const type = protobufType(apiVersion, kind);
  if (type === undefined)
    throw new SyntaxError(`Cannot decode body: no kind "${kind}" is registered for version "${apiVersion}"`);
  return { apiVersion, kind, ...decodeMessage(raw, type) };
}

function readTypeMeta(bytes: Uint8Array): [string, string] {
  const reader = new Reader(bytes);
  let [apiVersion, kind] = ["", ""];
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) apiVersion = reader.string();
    else if (tag >>> 3 === 2) kind = reader.string();
    else reader.skip(tag >>> 3, tag & 7, 0);
  }
  return [apiVersion, kind];
}

/** Writes an object with apiVersion and kind; undefined where its type is not in protobuf. */
export function encodeEnvelope(object: JsonObject): Buffer | undefined {
  const [apiVersion, kind] = [String(object["apiVersion"]), String(object["kind"])];
  const type = protobufType(apiVersion, kind);
  if (type === undefined) return undefined;
  const writer = new Writer();
  writer.bytes(encodeMessage(object, type));
  writer.varint32((2 << 3) | 2);
  const typeMeta = new Writer();
  typeMeta.string(kind);
  typeMeta.varint32((2 << 3) | 2);
  typeMeta.string(apiVersion);
  typeMeta.varint32((1 << 3) | 2);
  writer.bytes(typeMeta.finish());
  writer.varint32((1 << 3) | 2);
  return Buffer.concat([magic, writer.finish()]);
}

/** The type of a kind, also of those that belong to every group (DeleteOptions, Status). */
function protobufType(apiVersion: string, kind: string): ObjectType | undefined {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  const own = builtInType(typeNameOfKind(group, version, kind)) ?? builtInType(`meta.v1.${kind}`);
  const isInProtobuf = own !== undefined && [...own.fields.values()].some(({ numbers }) => numbers.length > 0);
  return isInProtobuf ? own : undefined;
}
