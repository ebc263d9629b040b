import { Decimal, numberText } from "../../provider-bridge/framework/values/decimal";
import { isUnknown } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../provider-bridge/framework/values/value";

/** A default as a user would write it, in code quotes: `"none"`, `3`, `{ a = 1 }`. */
export function defaultText(value: Value): string {
  return `\`${literal(value)}\``;
}

function literal(value: Value): string {
  if (value === null || isUnknown(value)) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal) return numberText(value);
  if (value instanceof DynamicValue) return literal(value.value);
  if (value instanceof Map) {
    const fields = [...value].map(([key, item]) => `${key} = ${literal(item)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : "null";
}
