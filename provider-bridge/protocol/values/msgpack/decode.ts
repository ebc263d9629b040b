import type { CtyType, MapType, ObjectType, TupleType } from "../../../framework/types/type";
import { isUnknown } from "../../../framework/values/unknown";
import { DynamicValue, type Value } from "../../../framework/values/value";
import { actualType, commonType, isVague, relativeTo, withElementType } from "../actual-type";
import { canonicalSet } from "../canonical-set";
import { objectLayout } from "../object-layout";
import { MAX_NESTING, parseType } from "../type-json";
import { Code } from "./code";
import { readUnknown } from "./read-unknown";
import { MsgpackReader } from "./reader";

/**
 * Reads a value of the given type. Bytes behind the value are ignored, as Terraform ignores them.
 *
 * @throws SyntaxError when the bytes are cut off or are no value of this type; the message names the place.
 */
export function decodeMsgpack(bytes: Uint8Array, type: CtyType): Value {
  return readValue(new MsgpackReader(bytes), type);
}

function readValue(reader: MsgpackReader, type: CtyType): Value {
  const code = reader.peek();
  if ((code >= Code.FIXEXT1 && code <= Code.FIXEXT16) || (code >= Code.EXT8 && code <= Code.EXT32)) {
    return readUnknown(reader, type);
  }
  if (code === Code.NIL) {
    reader.offset += 1;
    return null;
  }
  switch (type) {
    case "string":
      return reader.text("a string");
    case "number":
      return reader.number();
    case "bool":
      return reader.bool();
    case "dynamic":
      return readDynamic(reader);
  }
  if (reader.place.depth >= MAX_NESTING) throw reader.malformed(`values nest deeper than ${MAX_NESTING}`);
  switch (type.kind) {
    case "list":
      return readItems(reader, type.element, "a list");
    case "set":
      return canonicalSet(type.element, readItems(reader, type.element, "a set"));
    case "map":
      return readMap(reader, type);
    case "tuple":
      return readTuple(reader, type);
    case "object":
      return readObject(reader, type);
  }
}

function readItems(reader: MsgpackReader, element: CtyType, what: string): readonly Value[] {
  const count = reader.arrayLength(what);
  const items: Value[] = [];
  for (let index = 0; index < count; index += 1) {
    reader.place.enter(index);
    items.push(readValue(reader, element));
    reader.place.leave();
  }
  if (!isVague(element)) return items;
  const common = agreed(reader, element, items);
  return items.map((item) => withElementType(element, common, item));
}

function agreed(reader: MsgpackReader, element: CtyType, items: Iterable<Value>): CtyType {
  const common = commonType(element, items);
  if (common === undefined) throw reader.malformed("elements have different types; they end");
  return common;
}

function readMap(reader: MsgpackReader, type: MapType): Value {
  const count = reader.mapLength("a map");
  const map = new Map<string, Value>();
  for (let index = 0; index < count; index += 1) {
    const key = readKey(reader);
    reader.place.enter(key);
    map.set(key, readValue(reader, type.element));
    reader.place.leave();
  }
  if (!isVague(type.element)) return map;
  const common = agreed(reader, type.element, map.values());
  for (const [key, item] of map) map.set(key, withElementType(type.element, common, item));
  return map;
}

/** go-cty takes a key that is no text as "" and consumes its first byte only; what follows is then the value. */
function readKey(reader: MsgpackReader): string {
  if (reader.isText) return reader.text("a key");
  reader.byte();
  return "";
}

function readTuple(reader: MsgpackReader, type: TupleType): Value {
  const count = reader.arrayLength("a tuple");
  if (count !== type.elements.length) {
    throw reader.malformed(`a tuple of ${type.elements.length} elements is required, and one of ${count} begins`);
  }
  const items: Value[] = [];
  for (const [index, element] of type.elements.entries()) {
    reader.place.enter(index);
    items.push(readValue(reader, element));
    reader.place.leave();
  }
  return items;
}

function readObject(reader: MsgpackReader, type: ObjectType): Value {
  const layout = objectLayout(type);
  const count = reader.mapLength("an object");
  if (count !== layout.length) {
    throw reader.malformed(`an object of ${layout.length} attributes is required, and one of ${count} begins`);
  }
  const map = new Map<string, Value>();
  for (const expected of layout) {
    // Core writes the attributes in this very order, so their names are compared as bytes, without making text of them.
    const inOrder = reader.skipIf(expected.encoded);
    const name = inOrder ? expected.name : readName(reader, type);
    reader.place.enter(name);
    map.set(name, readValue(reader, inOrder ? expected.type : (type.attributes.get(name) ?? "dynamic")));
    reader.place.leave();
  }
  if (map.size !== layout.length) throw reader.malformed("an attribute is given twice in the object that ends");
  return map;
}

function readName(reader: MsgpackReader, type: ObjectType): string {
  const name = reader.text("the name of an attribute");
  if (!type.attributes.has(name)) throw reader.malformed(`an attribute that the object does not have, "${name}", ends`);
  return name;
}

/** A value with the type that travels with it; the type is made as exact as the value is. */
function readDynamic(reader: MsgpackReader): Value {
  if (reader.arrayLength("a type and a value") !== 2)
    throw reader.malformed("a type and a value are required; they begin");
  const type = parseType(reader.text("a type"));
  if (type === "dynamic") return readValue(reader, type);
  const value = readValue(reader, type);
  if (!isVague(type) || value === null || isUnknown(value)) return new DynamicValue(type, value);
  const actual = actualType(type, value);
  if (actual === undefined) throw reader.malformed("elements have different types; they end");
  return new DynamicValue(actual, relativeTo(actual, type, value));
}
