import { typesEqual } from "../types/equal";
import type { CtyType } from "../types/type";
import { children } from "./children";
import { isNumberValue } from "./is-number";
import type { Path } from "./path";
import { isUnknown } from "./unknown";
import { DynamicValue, type Value } from "./value";

/** A place where a value is none of its type. */
export interface Misfit {
  readonly path: Path;
  /** What must stand there. */
  readonly expected: string;
}

/** Where a value is not of a type, or is a number that no state can hold. */
export function misfits(type: CtyType, value: Value, path: Path): readonly Misfit[] {
  if (conforms(type, value)) return [];
  const expected = problem(type, value);
  if (expected !== undefined) return [{ path, expected }];
  return children(type, value, path).flatMap((child) => misfits(child.type, child.value, child.path));
}

/** The quick way through what fits, as nearly everything does: no paths are made. */
function conforms(type: CtyType, value: Value): boolean {
  if (value === null || isUnknown(value)) return true;
  if (problem(type, value) !== undefined) return false;
  if (value instanceof DynamicValue) return conforms(value.type, value.value);
  if (typeof type === "string") return true;
  if (Array.isArray(value)) {
    return value.every((item: Value, index) => conforms(partType(type, index), item));
  }
  if (!(value instanceof Map)) return true;
  for (const [key, item] of value) {
    if (!conforms(partType(type, key), item)) return false;
  }
  return true;
}

function partType(type: Exclude<CtyType, string>, at: string | number): CtyType {
  if (type.kind === "object") return type.attributes.get(String(at)) ?? "dynamic";
  return type.kind === "tuple" ? (type.elements[Number(at)] ?? "dynamic") : type.element;
}

function problem(type: CtyType, value: Value): string | undefined {
  if (type === "dynamic") return dynamicProblem(value);
  if (type === "number") return isFiniteNumber(value) ? undefined : "a finite number";
  if (type === "bool") return typeof value === "boolean" ? undefined : "a boolean";
  if (type === "string") return typeof value === "string" ? undefined : "a string";
  if (type.kind === "map") return value instanceof Map ? undefined : "a map";
  if (type.kind === "object") return objectProblem(type.attributes, value);
  if (!Array.isArray(value)) return `a ${type.kind}`;
  if (type.kind === "tuple")
    return value.length === type.elements.length ? undefined : `${type.elements.length} elements`;
  return type.element === "dynamic" ? sameTypesProblem(value) : undefined;
}

function isFiniteNumber(value: Value): boolean {
  return isNumberValue(value) && (typeof value !== "number" || Number.isFinite(value));
}

function dynamicProblem(value: Value): string | undefined {
  if (!(value instanceof DynamicValue)) return "a DynamicValue, which carries its type";
  return value.type === "dynamic" ? "a DynamicValue of a definite type" : undefined;
}

/** Terraform has no collection of elements of several types: that is a tuple. */
function sameTypesProblem(items: readonly Value[]): string | undefined {
  const [first, ...rest] = items.filter((item) => item instanceof DynamicValue);
  const mixed = first !== undefined && rest.some((item) => !typesEqual(first.type, item.type));
  return mixed ? "elements of one type" : undefined;
}

function objectProblem(attributes: ReadonlyMap<string, CtyType>, value: Value): string | undefined {
  if (!(value instanceof Map)) return "an object";
  for (const name of attributes.keys()) if (!value.has(name)) return `an object with the attribute "${name}"`;
  return value.size === attributes.size ? undefined : "an object without other attributes";
}
