import { typesEqual } from "../../framework/types/equal";
import { type CtyType, listOf, mapOf, type ObjectType, objectOf, setOf, tupleOf } from "../../framework/types/type";
import { isUnknown } from "../../framework/values/unknown";
import { DynamicValue, type Value } from "../../framework/values/value";

const vague = new WeakMap<object, boolean>();

/** Whether a value can have a more exact type than this one: it holds `dynamic` or optional attributes. */
export function isVague(type: CtyType): boolean {
  if (typeof type === "string") return type === "dynamic";
  const known = vague.get(type);
  if (known !== undefined) return known;
  const result = hasVaguePart(type);
  vague.set(type, result);
  return result;
}

function hasVaguePart(type: Exclude<CtyType, string>): boolean {
  switch (type.kind) {
    case "tuple":
      return type.elements.some(isVague);
    case "object":
      return type.optional.size > 0 || [...type.attributes.values()].some(isVague);
    default:
      return isVague(type.element);
  }
}

/**
 * The type that a value of this static type really has: types that travel with values stand in the place of `dynamic`.
 * Undefined where the elements of a list, set or map have different types, which Terraform cannot hold.
 */
export function actualType(type: CtyType, value: Value): CtyType | undefined {
  if (!isVague(type)) return type;
  if (type === "dynamic") return value instanceof DynamicValue ? value.type : type;
  if (value === null || isUnknown(value) || typeof type === "string") return type;
  switch (type.kind) {
    case "tuple":
      return Array.isArray(value) ? actualTuple(type.elements, value) : undefined;
    case "object":
      return value instanceof Map ? actualObject(type, value) : undefined;
    case "list":
    case "set": {
      const element = Array.isArray(value) ? commonType(type.element, value) : undefined;
      if (element === undefined) return undefined;
      return type.kind === "list" ? listOf(element) : setOf(element);
    }
    case "map": {
      const element = value instanceof Map ? commonType(type.element, value.values()) : undefined;
      return element === undefined ? undefined : mapOf(element);
    }
  }
}

function actualTuple(types: readonly CtyType[], items: readonly Value[]): CtyType | undefined {
  const elements: CtyType[] = [];
  for (const [index, type] of types.entries()) {
    const element = actualType(type, items[index] ?? null);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return tupleOf(elements);
}

function actualObject(type: ObjectType, values: ReadonlyMap<string, Value>): CtyType | undefined {
  const attributes = new Map<string, CtyType>();
  for (const [name, attribute] of type.attributes) {
    const actual = actualType(attribute, values.get(name) ?? null);
    if (actual === undefined) return undefined;
    attributes.set(name, actual);
  }
  return objectOf(attributes);
}

/**
 * The one type that all elements of a collection have; `type` itself where there are none. Untyped nulls and unknowns
 * go with any. Undefined where two elements differ.
 */
export function commonType(type: CtyType, elements: Iterable<Value>): CtyType | undefined {
  let common: CtyType | undefined;
  for (const element of elements) {
    const actual = actualType(type, element);
    if (actual === undefined) return undefined;
    if (common === undefined || common === "dynamic") common = actual;
    else if (actual !== "dynamic" && !typesEqual(common, actual)) return undefined;
  }
  return common ?? type;
}

/** Gives an untyped null or unknown the type of the elements beside it. */
export function withElementType(type: CtyType, common: CtyType, element: Value): Value {
  if (type !== "dynamic" || common === "dynamic" || element instanceof DynamicValue) return element;
  return new DynamicValue(common, element);
}

/** The value relative to its actual type instead of the vague one: what now says its own type twice is unwrapped. */
export function relativeTo(actual: CtyType, type: CtyType, value: Value): Value {
  if (!isVague(type) || value === null || isUnknown(value)) return value;
  if (type === "dynamic") return actual === "dynamic" || !(value instanceof DynamicValue) ? value : value.value;
  if (typeof type === "string" || typeof actual === "string") return value;
  if (Array.isArray(value)) {
    const items: readonly Value[] = value;
    return items.map((item, index) => relativeTo(partType(actual, index), partType(type, index), item));
  }
  if (!(value instanceof Map)) return value;
  const entries: ReadonlyMap<string, Value> = value;
  return new Map(
    [...entries].map(([key, item]) => [key, relativeTo(partType(actual, key), partType(type, key), item)]),
  );
}

function partType(type: Exclude<CtyType, string>, key: string | number): CtyType {
  switch (type.kind) {
    case "tuple":
      return (typeof key === "number" ? type.elements[key] : undefined) ?? "dynamic";
    case "object":
      return (typeof key === "string" ? type.attributes.get(key) : undefined) ?? "dynamic";
    default:
      return type.element;
  }
}
