import { Decimal } from "./decimal";
import type { NumberValue } from "./value";

/** Narrows to a number in any of its forms. */
export function isNumberValue(value: unknown): value is NumberValue {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Decimal;
}
