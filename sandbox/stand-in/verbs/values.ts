import { isDeepStrictEqual } from "node:util";
import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";

export { labelsValue, numbersValue, textOrNull, texts } from "./json-values";

/** Text of an attribute, "" where it has none. */
export function text(values: ValueMap, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value : "";
}

/** Number of an attribute, 0 where it has none. */
export function integer(values: ValueMap, name: string): number {
  const value = values.get(name);
  return typeof value === "number" ? value : 0;
}

/** Whether an attribute is true. */
export function flag(values: ValueMap, name: string): boolean {
  return values.get(name) === true;
}

/** The blocks of one name. */
export function blocks(values: ValueMap, name: string): readonly ValueMap[] {
  const list = values.get(name);
  return Array.isArray(list) ? list.filter((block: Value) => block instanceof Map) : [];
}

/** A map of texts as JSON; `{}` where there is none. */
export function textMap(value: Value | undefined): Readonly<Record<string, string>> {
  if (!(value instanceof Map)) return {};
  return Object.fromEntries([...value].map(([key, item]: [string, Value]) => [key, String(item)]));
}

/** `labels` for the body of a create: the older half sends them only where there are some. */
export function givenLabels(plan: ValueMap): { readonly labels?: Readonly<Record<string, string>> } {
  const labels = plan.get("labels");
  return labels instanceof Map ? { labels: textMap(labels) } : {};
}

/** Whether an attribute differs between two states, without regard to empty against null. */
export function differs(state: ValueMap, plan: ValueMap, name: string): boolean {
  return !isDeepStrictEqual(bare(state.get(name)), bare(plan.get(name)));
}

function bare(value: Value | undefined): Value {
  if (value === undefined || value === "" || value === false || value === 0) return null;
  if (value instanceof Map && value.size === 0) return null;
  return Array.isArray(value) && value.length === 0 ? null : value;
}
