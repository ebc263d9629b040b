import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { isUnknown, Unknown } from "../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../provider-bridge/framework/values/value";
import { valueKey } from "../../../provider-bridge/framework/values/value-key";
import type { Random } from "../random";

/**
 * A value as it arrives after a way through Terraform: a copy that shares nothing with the original, sets without doubles
 * and in another order, unknowns as new objects.
 */
export function overTheWire(type: CtyType, value: Value, random: Random): Value {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (isUnknown(value)) return new Unknown(value.refinement);
  if (value instanceof DynamicValue) return new DynamicValue(value.type, overTheWire(value.type, value.value, random));
  if (typeof type === "string") return value;
  if (value instanceof Map) {
    const inner = (key: string): CtyType =>
      (type.kind === "object" ? type.attributes.get(key) : "element" in type ? type.element : undefined) ?? "dynamic";
    return new Map([...value].map(([key, item]) => [key, overTheWire(inner(key), item, random)]));
  }
  if (!Array.isArray(value)) return value;
  if (type.kind === "tuple") {
    return value.map((item: Value, index) => overTheWire(type.elements[index] ?? "dynamic", item, random));
  }
  if (type.kind === "object") return value;
  const items = value.map((item: Value) => overTheWire(type.element, item, random));
  return type.kind === "set" ? shuffled(withoutDoubles(type.element, items), random) : items;
}

function withoutDoubles(element: CtyType, items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = valueKey(element, item);
    if (seen.has(key) && !key.includes("?")) return false;
    seen.add(key);
    return true;
  });
}

function shuffled(items: Value[], random: Random): Value[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = random.integer(0, index);
    const [left, right] = [items[index] ?? null, items[other] ?? null];
    items[index] = right;
    items[other] = left;
  }
  return items;
}
