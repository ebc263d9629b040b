import type { CtyType, MapType, ObjectType, TupleType } from "../../../framework/types/type";
import { isUnknown } from "../../../framework/values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../../../framework/values/value";
import { actualType, commonType, isVague, relativeTo, withElementType } from "../actual-type";
import { canonicalSet } from "../canonical-set";
import { readNumber } from "../number-text";
import { objectLayout } from "../object-layout";
import { normalizeText } from "../text";
import { MAX_NESTING, parseType } from "../type-json";
import { JsonReader } from "./reader";

/** What to do with an attribute in the JSON of an object that the type does not have. */
export type UnknownAttributes = "refuse" | "ignore";

/**
 * Reads a value of the given type. As Terraform does, it takes numbers and bools from strings and strings from them,
 * reads attributes that are left out as null, and ignores text behind the value. Objects with attributes that the type
 * does not have are refused, unless they are to be ignored (a state that an older schema wrote).
 *
 * @throws SyntaxError when the text is no JSON or no value of this type; the message names the place.
 */
export function decodeJson(bytes: Uint8Array, type: CtyType, unknownAttributes: UnknownAttributes = "refuse"): Value {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return readValue({ reader: new JsonReader(text), ignore: unknownAttributes === "ignore" }, type);
}

interface State {
  readonly reader: JsonReader;
  readonly ignore: boolean;
}

function readValue(state: State, type: CtyType): Value {
  const { reader } = state;
  if (reader.acceptWord("null")) return null;
  switch (type) {
    case "string":
      return readString(reader);
    case "number":
      return readNumberValue(reader);
    case "bool":
      return readBool(reader);
    case "dynamic":
      return readDynamic(state);
  }
  if (reader.place.depth >= MAX_NESTING) throw reader.malformed(`values nest deeper than ${MAX_NESTING}`);
  switch (type.kind) {
    case "list":
      return readItems(state, type.element);
    case "set":
      return canonicalSet(type.element, readItems(state, type.element));
    case "map":
      return readMap(state, type);
    case "tuple":
      return readTuple(state, type);
    case "object":
      return readObject(state, type);
  }
}

function readString(reader: JsonReader): string {
  if (reader.peek() === '"') return reader.string();
  if (reader.acceptWord("true")) return "true";
  if (reader.acceptWord("false")) return "false";
  const text = reader.numberText();
  if (text === undefined) throw reader.malformed("a string is required");
  return text;
}

function readNumberValue(reader: JsonReader): NumberValue {
  const text = reader.peek() === '"' ? reader.rawString() : reader.numberText();
  const number = text === undefined ? undefined : readNumber(text);
  if (number === undefined) throw reader.malformed("a number is required");
  return number;
}

function readBool(reader: JsonReader): boolean {
  if (reader.acceptWord("true")) return true;
  if (reader.acceptWord("false")) return false;
  const text = reader.peek() === '"' ? reader.rawString() : "";
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw reader.malformed("a bool is required");
}

function readItems(state: State, element: CtyType): readonly Value[] {
  const { reader } = state;
  const items: Value[] = [];
  reader.array((index) => {
    reader.place.enter(index);
    items.push(readValue(state, element));
    reader.place.leave();
  });
  if (!isVague(element)) return items;
  const common = agreed(reader, element, items);
  return items.map((item) => withElementType(element, common, item));
}

function agreed(reader: JsonReader, element: CtyType, items: Iterable<Value>): CtyType {
  const common = commonType(element, items);
  if (common === undefined) throw reader.malformed("elements have different types; they end");
  return common;
}

function readMap(state: State, type: MapType): Value {
  const { reader } = state;
  const map = new Map<string, Value>();
  reader.object((key) => {
    reader.place.enter(key);
    map.set(normalizeText(key), readValue(state, type.element));
    reader.place.leave();
  });
  if (!isVague(type.element)) return map;
  const common = agreed(reader, type.element, map.values());
  for (const [key, item] of map) map.set(key, withElementType(type.element, common, item));
  return map;
}

function readTuple(state: State, type: TupleType): Value {
  const { reader } = state;
  const items: Value[] = [];
  reader.array((index) => {
    const element = type.elements[index];
    if (element === undefined) throw reader.malformed(`a tuple of ${type.elements.length} elements has one more`);
    reader.place.enter(index);
    items.push(readValue(state, element));
    reader.place.leave();
  });
  if (items.length === type.elements.length) return items;
  throw reader.malformed(`a tuple of ${type.elements.length} elements has only ${items.length}; it ends`);
}

function readObject(state: State, type: ObjectType): Value {
  const { reader } = state;
  const found = new Map<string, Value>();
  reader.object((name) => {
    const attribute = type.attributes.get(name);
    if (attribute === undefined) {
      if (!state.ignore) throw reader.malformed(`the object has no attribute "${name}"; its value begins`);
      reader.skipValue();
      return;
    }
    reader.place.enter(name);
    found.set(name, readValue(state, attribute));
    reader.place.leave();
  });
  return new Map(objectLayout(type).map(({ name }) => [name, found.get(name) ?? null]));
}

/** `{"value":…,"type":…}`; the value may come first, so it is read when the type is known. */
function readDynamic(state: State): Value {
  const { reader } = state;
  let type: CtyType | undefined;
  let text: string | undefined;
  reader.object((key) => {
    if (key === "type") type = parseType(reader.skipValue());
    else if (key === "value") text = reader.skipValue();
    else throw reader.malformed(`a value with its type has no "${key}"; it begins`);
  });
  if (type === undefined || text === undefined)
    throw reader.malformed('"type" and "value" are required before the end');
  const inner = new JsonReader(text, reader.place);
  return typed(reader, type, readValue({ ...state, reader: inner }, type));
}

/** The type that travels with a value is made as exact as the value is. */
function typed(reader: JsonReader, type: CtyType, value: Value): Value {
  if (type === "dynamic") return value;
  if (!isVague(type) || value === null || isUnknown(value)) return new DynamicValue(type, value);
  const actual = actualType(type, value);
  if (actual === undefined) throw reader.malformed("elements have different types; they end");
  return new DynamicValue(actual, relativeTo(actual, type, value));
}
