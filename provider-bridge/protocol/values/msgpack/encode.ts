import type { CtyType, ObjectType } from "../../../framework/types/type";
import { isUnknown } from "../../../framework/values/unknown";
import { DynamicValue, type Value } from "../../../framework/values/value";
import { commonType, isVague } from "../actual-type";
import { asArray, asBool, asMap, asNumber, asString } from "../as-kind";
import { canonicalSet } from "../canonical-set";
import { objectLayout } from "../object-layout";
import { Place } from "../place";
import { compareText, encodeText, normalizeText } from "../text";
import { typeText } from "../type-json";
import { Code } from "./code";
import { writeUnknown } from "./write-unknown";
import { MsgpackWriter } from "./writer";

/**
 * Writes a value of the given type.
 *
 * @throws TypeError when the value is not of this type, is NaN, or holds elements of different types where Terraform
 * wants one; the message names the place.
 */
export function encodeMsgpack(value: Value, type: CtyType): Uint8Array {
  const state: State = { writer: new MsgpackWriter(), place: new Place("MessagePack") };
  writeValue(state, type, value);
  return state.writer.finish();
}

interface State {
  readonly writer: MsgpackWriter;
  readonly place: Place;
}

function writeValue(state: State, type: CtyType, value: Value): void {
  const { writer } = state;
  if (value === null) writer.byte(Code.NIL);
  else if (isUnknown(value)) writeUnknown(writer, type, value);
  else if (type === "string") writer.text(normalizeText(asString(state.place, value)));
  else if (type === "number") writer.number(asNumber(state.place, value));
  else if (type === "bool") writer.bool(asBool(state.place, value));
  else if (type === "dynamic") writeDynamic(state, value);
  else writeCompound(state, type, value);
}

function writeCompound(state: State, type: Exclude<CtyType, string>, value: Value): void {
  switch (type.kind) {
    case "list":
      writeItems(state, type.element, asArray(state.place, value, "a list"));
      return;
    case "set":
      writeItems(state, type.element, canonicalSet(type.element, asArray(state.place, value, "a set")));
      return;
    case "map":
      writeMap(state, type.element, asMap(state.place, value, "a map"));
      return;
    case "tuple":
      writeTuple(state, type.elements, asArray(state.place, value, "a tuple"));
      return;
    case "object":
      writeObject(state, type, asMap(state.place, value, "an object"));
      return;
  }
}

function writeItems(state: State, element: CtyType, items: readonly Value[]): void {
  refuseMixture(state, element, items);
  state.writer.arrayHead(items.length);
  for (let index = 0; index < items.length; index += 1) {
    state.place.enter(index);
    writeValue(state, element, items[index] ?? null);
    state.place.leave();
  }
}

/** Core crashes on a collection whose elements have different types. */
function refuseMixture(state: State, element: CtyType, items: Iterable<Value>): void {
  if (isVague(element) && commonType(element, items) === undefined) {
    throw state.place.unwritable("its elements have different types");
  }
}

function writeMap(state: State, element: CtyType, map: ReadonlyMap<string, Value>): void {
  refuseMixture(state, element, map.values());
  state.writer.mapHead(map.size);
  for (const key of [...map.keys()].sort(compareText)) {
    state.writer.text(normalizeText(key));
    state.place.enter(key);
    writeValue(state, element, map.get(key) ?? null);
    state.place.leave();
  }
}

function writeTuple(state: State, elements: readonly CtyType[], items: readonly Value[]): void {
  if (items.length !== elements.length) {
    throw state.place.unwritable(`it has ${items.length} elements, and ${elements.length} are required`);
  }
  state.writer.arrayHead(items.length);
  for (const [index, element] of elements.entries()) {
    state.place.enter(index);
    writeValue(state, element, items[index] ?? null);
    state.place.leave();
  }
}

function writeObject(state: State, type: ObjectType, values: ReadonlyMap<string, Value>): void {
  const layout = objectLayout(type);
  state.writer.mapHead(layout.length);
  for (const attribute of layout) {
    state.place.enter(attribute.name);
    const value = values.get(attribute.name);
    if (value === undefined) throw state.place.unwritable("the attribute is missing");
    state.writer.raw(attribute.encoded);
    writeValue(state, attribute.type, value);
    state.place.leave();
  }
  if (values.size !== layout.length) {
    const extra = [...values.keys()].find((name) => !type.attributes.has(name));
    throw state.place.unwritable(`the attribute "${extra}" is not part of its type`);
  }
}

function writeDynamic(state: State, value: Value): void {
  if (!(value instanceof DynamicValue))
    throw state.place.unwritable("it needs a type that travels with it (DynamicValue)");
  if (value.type === "dynamic") {
    writeValue(state, value.type, value.value);
    return;
  }
  state.writer.arrayHead(2);
  state.writer.bytes(encodeText(typeText(value.type)));
  writeValue(state, value.type, value.value);
}
