import type { CtyType, ObjectType } from "../../../framework/types/type";
import { numberText } from "../../../framework/values/decimal";
import { isUnknown } from "../../../framework/values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../../../framework/values/value";
import { asArray, asBool, asMap, asNumber, asString } from "../as-kind";
import { canonicalSet } from "../canonical-set";
import { objectLayout } from "../object-layout";
import { Place } from "../place";
import { compareText, normalizeText } from "../text";
import { typeText } from "../type-json";
import { quoteJson } from "./quote";

/**
 * Writes a value of the given type.
 *
 * @throws TypeError when the value is not of this type, or holds what JSON cannot: unknown values, infinity, NaN.
 */
export function encodeJson(value: Value, type: CtyType): Uint8Array {
  return Buffer.from(valueText(new Place("JSON"), type, value), "utf8");
}

function valueText(place: Place, type: CtyType, value: Value): string {
  if (value === null) return "null";
  if (isUnknown(value)) throw place.unwritable("it is unknown");
  switch (type) {
    case "string":
      return quoteJson(normalizeText(asString(place, value)));
    case "number":
      return numberJson(place, asNumber(place, value));
    case "bool":
      return asBool(place, value) ? "true" : "false";
    case "dynamic":
      return dynamicText(place, value);
  }
  switch (type.kind) {
    case "list":
      return itemsText(place, () => type.element, asArray(place, value, "a list"));
    case "set":
      return itemsText(place, () => type.element, canonicalSet(type.element, asArray(place, value, "a set")));
    case "tuple":
      return tupleText(place, type.elements, asArray(place, value, "a tuple"));
    case "map":
      return mapText(place, type.element, asMap(place, value, "a map"));
    case "object":
      return objectText(place, type, asMap(place, value, "an object"));
  }
}

function numberJson(place: Place, value: NumberValue): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw place.unwritable("it is no finite number");
  return numberText(value);
}

function itemsText(place: Place, typeAt: (index: number) => CtyType, items: readonly Value[]): string {
  let text = "[";
  for (const [index, item] of items.entries()) {
    place.enter(index);
    if (index > 0) text += ",";
    text += valueText(place, typeAt(index), item);
    place.leave();
  }
  return `${text}]`;
}

function tupleText(place: Place, elements: readonly CtyType[], items: readonly Value[]): string {
  if (items.length !== elements.length) {
    throw place.unwritable(`it has ${items.length} elements, and ${elements.length} are required`);
  }
  return itemsText(place, (index) => elements[index] ?? "dynamic", items);
}

function mapText(place: Place, element: CtyType, map: ReadonlyMap<string, Value>): string {
  const entries: string[] = [];
  for (const key of [...map.keys()].sort(compareText)) {
    place.enter(key);
    entries.push(`${quoteJson(normalizeText(key))}:${valueText(place, element, map.get(key) ?? null)}`);
    place.leave();
  }
  return `{${entries.join(",")}}`;
}

function objectText(place: Place, type: ObjectType, values: ReadonlyMap<string, Value>): string {
  const entries: string[] = [];
  for (const { name, type: attribute } of objectLayout(type)) {
    place.enter(name);
    const value = values.get(name);
    if (value === undefined) throw place.unwritable("the attribute is missing");
    entries.push(`${quoteJson(name)}:${valueText(place, attribute, value)}`);
    place.leave();
  }
  const extra = [...values.keys()].find((name) => !type.attributes.has(name));
  if (extra !== undefined) throw place.unwritable(`the attribute "${extra}" is not part of its type`);
  return `{${entries.join(",")}}`;
}

function dynamicText(place: Place, value: Value): string {
  if (!(value instanceof DynamicValue)) throw place.unwritable("it needs a type that travels with it (DynamicValue)");
  if (value.type === "dynamic") return valueText(place, value.type, value.value);
  return `{"value":${valueText(place, value.type, value.value)},"type":${typeText(value.type)}}`;
}
