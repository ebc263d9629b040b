import type { CtyType } from "../types/type";
import { valuesEqual } from "../values/equal";
import { ROOT } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import type { ValueType } from "./value-type";

/**
 * `base` where `value` is what `base` becomes on its way through an author's hands, else `value`:
 * a decimal of thirty digits is a double there, and must not come back as another number.
 */
export function keepExactNumbers(type: ValueType, value: Value, base: Value | undefined): Value {
  if (base === undefined || base === null || value === null || isUnknown(base) || isUnknown(value)) return value;
  if (!holdsNumbers(type.cty)) return value;
  return valuesEqual(type.cty, type.toValue(type.toNative(base), ROOT), value) ? base : value;
}

function holdsNumbers(type: CtyType): boolean {
  if (typeof type === "string") return type === "number";
  switch (type.kind) {
    case "object":
      return [...type.attributes.values()].some(holdsNumbers);
    case "tuple":
      return type.elements.some(holdsNumbers);
    default:
      return holdsNumbers(type.element);
  }
}
