import type { Attribute } from "../schema/attribute";

/** Whether the provider may decide the value where the configuration has none (a default decides, too). */
export function canBeComputed(attribute: Attribute): boolean {
  const { mode } = attribute;
  return mode === "computed" || mode === "optional-computed" || mode === "defaulted";
}

/** Whether the value is found in the configuration only, never in plan or state. */
export function isWriteOnly(attribute: Attribute): boolean {
  return attribute.mode === "write-only-required" || attribute.mode === "write-only-optional";
}
