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
  if (value === null || isUnknown(value)) return [];
  const expected = problem(type, value);
  if (expected !== undefined) return [{ path, expected }];
  return children(type, value, path).flatMap((child) => misfits(child.type, child.value, child.path));
}

function problem(type: CtyType, value: Value): string | undefined {
  if (type === "dynamic") return dynamicProblem(value);
  if (type === "number")
    return isNumberValue(value) && value !== Infinity && value !== -Infinity ? undefined : "a finite number";
  if (type === "bool") return typeof value === "boolean" ? undefined : "a boolean";
  if (type === "string") return typeof value === "string" ? undefined : "a string";
  if (type.kind === "map") return value instanceof Map ? undefined : "a map";
  if (type.kind === "object") return objectProblem([...type.attributes.keys()], value);
  if (!Array.isArray(value)) return `a ${type.kind}`;
  if (type.kind === "tuple")
    return value.length === type.elements.length ? undefined : `${type.elements.length} elements`;
  return type.element === "dynamic" ? sameTypesProblem(value) : undefined;
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

function objectProblem(names: readonly string[], value: Value): string | undefined {
  if (!(value instanceof Map)) return "an object";
  const missing = names.find((name) => !value.has(name));
  if (missing !== undefined) return `an object with the attribute "${missing}"`;
  return value.size === names.length ? undefined : "an object without other attributes";
}
