import { compareNumbers } from "../validators/compare-numbers";
import { isNumberValue } from "../values/is-number";
import { isUnknown, type NumberBound, type Refinement, type Unknown } from "../values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../values/value";

/** Whether an unknown may turn out as this value, by what is known of it. Another unknown may always. */
export function fitsUnknown(unknown: Unknown, value: Value): boolean {
  const { refinement } = unknown;
  if (refinement === undefined || isUnknown(value)) return true;
  if (value === null) return refinement.notNull !== true;
  if (value instanceof DynamicValue) return fitsUnknown(unknown, value.value);
  if (typeof value === "string") return refinement.prefix === undefined || value.startsWith(refinement.prefix);
  if (typeof value === "boolean") return true;
  if (Array.isArray(value)) return lengthFits(refinement, value.length);
  if (value instanceof Map) return lengthFits(refinement, value.size);
  if (!isNumberValue(value)) return true;
  return aboveMinimum(refinement.min, value) && belowMaximum(refinement.max, value);
}

function lengthFits({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Refinement, length: number): boolean {
  return length >= minLength && length <= maxLength;
}

function aboveMinimum(bound: NumberBound | undefined, value: NumberValue): boolean {
  if (bound === undefined) return true;
  const order = compareNumbers(value, bound.value);
  return order > 0 || (order === 0 && bound.inclusive);
}

function belowMaximum(bound: NumberBound | undefined, value: NumberValue): boolean {
  if (bound === undefined) return true;
  const order = compareNumbers(value, bound.value);
  return order < 0 || (order === 0 && bound.inclusive);
}
