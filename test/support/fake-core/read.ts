import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";

/** One attribute of an object; null of null, unknown of unknown. */
export function field(object: Value, name: string): Value {
  if (object instanceof Map) return object.get(name) ?? null;
  return isUnknown(object) ? object : null;
}

/** Whether the schema that Terraform sees says `computed`. */
export function isComputed({ mode }: Attribute): boolean {
  return mode === "computed" || mode === "optional-computed" || mode === "defaulted";
}

/** Whether the schema that Terraform sees says `optional` or `required`. */
export function isConfigurable({ mode }: Attribute): boolean {
  return mode !== "computed";
}
