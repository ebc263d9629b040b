import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { isNothing } from "./field";

/** Whether the older SDK takes two values for the same: what is empty is as what is not there, at every depth. */
export function equivalent(type: CtyType, left: Value, right: Value): boolean {
  if (isUnknown(left) || isUnknown(right)) return valuesEqual(type, left, right);
  if (isNothing(left) && isNothing(right)) return true;
  if (typeof type === "string") return valuesEqual(type, left, right);
  switch (type.kind) {
    case "object":
      return [...type.attributes].every(([name, inner]) => equivalent(inner, member(left, name), member(right, name)));
    case "map":
      return (
        sameKeys(left, right) &&
        keysOf(left).every((key) => equivalent(type.element, member(left, key), member(right, key)))
      );
    case "set":
      return (
        sameLength(left, right) &&
        listOf(left).every((each) => listOf(right).some((other) => equivalent(type.element, each, other))) &&
        listOf(right).every((each) => listOf(left).some((other) => equivalent(type.element, each, other)))
      );
    case "list":
      return (
        sameLength(left, right) &&
        listOf(left).every((each, index) => equivalent(type.element, each, listOf(right)[index] ?? null))
      );
    case "tuple":
      return valuesEqual(type, left, right);
  }
}

function member(value: Value, name: string): Value {
  return value instanceof Map ? (value.get(name) ?? null) : null;
}

function keysOf(value: Value): readonly string[] {
  return value instanceof Map ? [...value.keys()] : [];
}

function sameKeys(left: Value, right: Value): boolean {
  const [one, other] = [keysOf(left), keysOf(right)];
  return one.length === other.length && one.every((key) => other.includes(key));
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function sameLength(left: Value, right: Value): boolean {
  return listOf(left).length === listOf(right).length;
}
