import type { CtyType } from "../types/type";
import { numberText } from "./decimal";
import { isNumberValue } from "./is-number";
import { isUnknown, type NumberBound, type Refinement } from "./unknown";
import { DynamicValue, type NumberValue, type Value } from "./value";

/**
 * A text that is the same for equal values of one type and different for different ones: the key by which sets are
 * compared and freed of doubles without comparing each element with each. Unknowns are told apart by what is known of them.
 */
export function valueKey(type: CtyType, value: Value): string {
  if (value === null) return "~";
  if (isUnknown(value)) return `?${refinementKey(value.refinement)}`;
  if (value instanceof DynamicValue) return `<${typeKey(value.type)}>${valueKey(value.type, value.value)}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (Array.isArray(value)) return arrayKey(type, value);
  if (value instanceof Map) return mapKey(type, value);
  return isNumberValue(value) ? `#${numberKey(value)}` : "!";
}

/** Integers exactly, other numbers by their shortest text: as Terraform compares them. */
function numberKey(value: NumberValue): string {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value).toString() : numberText(value);
}

function refinementKey(refinement: Refinement | undefined): string {
  if (refinement === undefined) return "";
  const { notNull, prefix, min, max, minLength, maxLength } = refinement;
  const bound = (end: NumberBound | undefined): unknown => end && [end.inclusive, numberKey(end.value)];
  return JSON.stringify([notNull, prefix, bound(min), bound(max), minLength, maxLength].map((part) => part ?? null));
}

function arrayKey(type: CtyType, items: readonly Value[]): string {
  if (typeof type === "string" || type.kind === "map" || type.kind === "object") {
    return `[${items.map((item) => valueKey("dynamic", item)).join(",")}]`;
  }
  if (type.kind === "tuple") {
    return `[${items.map((item, index) => valueKey(type.elements[index] ?? "dynamic", item)).join(",")}]`;
  }
  const keys = items.map((item) => valueKey(type.element, item));
  return `[${(type.kind === "set" ? keys.sort() : keys).join(",")}]`;
}

function mapKey(type: CtyType, map: ReadonlyMap<string, Value>): string {
  const elementType = (key: string): CtyType => {
    if (typeof type === "string") return "dynamic";
    if (type.kind === "object") return type.attributes.get(key) ?? "dynamic";
    return type.kind === "map" ? type.element : "dynamic";
  };
  const entries = [...map].sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${valueKey(elementType(key), item)}`).join(",")}}`;
}

function typeKey(type: CtyType): string {
  if (typeof type === "string") return type;
  switch (type.kind) {
    case "tuple":
      return `tuple(${type.elements.map(typeKey).join(",")})`;
    case "object": {
      const names = [...type.attributes].sort(([left], [right]) => (left < right ? -1 : 1));
      return `object(${names.map(([name, item]) => `${JSON.stringify(name)}:${typeKey(item)}`).join(",")})`;
    }
    default:
      return `${type.kind}(${typeKey(type.element)})`;
  }
}
