import { typesEqual } from "../types/equal";
import type { CtyType } from "../types/type";
import { numberText } from "./decimal";
import { isNumberValue } from "./is-number";
import { isUnknown, type NumberBound, type Refinement, type Unknown } from "./unknown";
import { DynamicValue, type NumberValue, type Value } from "./value";
import { valueKey } from "./value-key";

/** Whether two values of one type are the same value: nulls, unknowns (with what is known of them) and all. */
export function valuesEqual(type: CtyType, left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) && isUnknown(right) && unknownsEqual(left, right);
  if (type === "dynamic") return dynamicsEqual(left, right);
  if (typeof type === "string") return type === "number" && numbersEqual(left, right);
  switch (type.kind) {
    case "list":
      return arraysEqual(left, right, () => type.element);
    case "tuple":
      return arraysEqual(left, right, (index) => type.elements[index] ?? "dynamic");
    case "set":
      return setsEqual(type.element, left, right);
    case "map":
      return mapsEqual(left, right, () => type.element);
    case "object":
      return mapsEqual(left, right, (name) => type.attributes.get(name) ?? "dynamic");
  }
}

function dynamicsEqual(left: Value, right: Value): boolean {
  return (
    left instanceof DynamicValue &&
    right instanceof DynamicValue &&
    typesEqual(left.type, right.type) &&
    valuesEqual(left.type, left.value, right.value)
  );
}

/** Whether two numbers are the same number: integers exactly, others by their shortest decimal text, as Terraform does. */
export function numbersEqual(left: Value, right: Value): boolean {
  if (!isNumberValue(left) || !isNumberValue(right)) return false;
  if (typeof left === "number" && typeof right === "number") return left === right;
  if (isInteger(left) && isInteger(right)) return BigInt(left) === BigInt(right);
  return numberText(left) === numberText(right);
}

function isInteger(value: NumberValue): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

function arraysEqual(left: Value, right: Value, elementType: (index: number) => CtyType): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => valuesEqual(elementType(index), item, right[index]));
}

/** Sets are equal as sets: the order that one side gives its elements says nothing. */
function setsEqual(element: CtyType, left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  if (left.every((item, index) => valuesEqual(element, item, right[index]))) return true;
  const counts = new Map<string, number>();
  for (const item of right) {
    const key = valueKey(element, item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return left.every((item) => {
    const key = valueKey(element, item);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0;
  });
}

function mapsEqual(left: Value, right: Value, elementType: (key: string) => CtyType): boolean {
  if (!(left instanceof Map) || !(right instanceof Map) || left.size !== right.size) return false;
  for (const [key, item] of left) {
    const other = right.get(key);
    if (other === undefined || !valuesEqual(elementType(key), item, other)) return false;
  }
  return true;
}

function unknownsEqual(left: Unknown, right: Unknown): boolean {
  const [one, two] = [left.refinement, right.refinement];
  if (one === undefined || two === undefined) return one === two;
  return refinementsEqual(one, two);
}

function refinementsEqual(left: Refinement, right: Refinement): boolean {
  return (
    left.notNull === right.notNull &&
    left.prefix === right.prefix &&
    left.minLength === right.minLength &&
    left.maxLength === right.maxLength &&
    boundsEqual(left.min, right.min) &&
    boundsEqual(left.max, right.max)
  );
}

function boundsEqual(left: NumberBound | undefined, right: NumberBound | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.inclusive === right.inclusive && numbersEqual(left.value, right.value);
}
