/**
 * What a plan is made of: the passes over configuration, prior state and plan side by side, and the checks that
 * Terraform makes of the result. Here belongs what is true for any resource; never the order of an RPC (engine/).
 */
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";

/** The same place in configuration, prior state and plan. */
export interface Aligned {
  readonly config: Value;
  readonly prior: Value;
  readonly plan: Value;
}

/** The three values of one attribute or block of an object. */
export function alignedField(values: Aligned, name: string): Aligned {
  return { config: field(values.config, name), prior: field(values.prior, name), plan: field(values.plan, name) };
}

/** One attribute of an object; null in null, unknown in unknown. */
export function field(value: Value, name: string): Value {
  if (value instanceof Map) return value.get(name) ?? null;
  return isUnknown(value) ? value : null;
}

/** One element of a list; null where there is none. */
export function item(value: Value, index: number): Value {
  if (Array.isArray(value)) return value[index] ?? null;
  return isUnknown(value) ? value : null;
}
