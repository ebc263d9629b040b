import { isUnknown, UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../provider-bridge/framework/values/value";

/** Whether a value holds a double that Terraform writes as the decimal text of another number (an integer above 2^63). */
export function hasChangingNumber(value: Value): boolean {
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) >= 2 ** 63;
  if (isUnknown(value))
    return [value.refinement?.min, value.refinement?.max].some((bound) => hasChangingNumber(bound?.value ?? null));
  return partsOf(value).some(hasChangingNumber);
}

/** The value with unknowns of which nothing is said in the place of those that say so at length: both are written alike. */
export function withoutEmptyRefinements(value: Value): Value {
  if (isUnknown(value)) return saysNothing(value.refinement ?? {}) ? UNKNOWN : value;
  if (value instanceof DynamicValue) return new DynamicValue(value.type, withoutEmptyRefinements(value.value));
  if (Array.isArray(value)) return value.map((item: Value) => withoutEmptyRefinements(item));
  if (!(value instanceof Map)) return value;
  const entries: ReadonlyMap<string, Value> = value;
  return new Map([...entries].map(([key, item]) => [key, withoutEmptyRefinements(item)]));
}

function saysNothing(refinement: object): boolean {
  return Object.keys(refinement).length === 0;
}

function partsOf(value: Value): readonly Value[] {
  if (value instanceof DynamicValue) return [value.value];
  if (Array.isArray(value)) return value;
  return value instanceof Map ? [...value.values()] : [];
}
