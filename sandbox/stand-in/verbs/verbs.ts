import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import type { Api } from "../api";

/** A call on its way: whom to ask, and until when. */
export interface VerbContext {
  readonly api: Api;
  readonly signal: AbortSignal;
}

/** What a type asks of the API. States are whole objects of the type's schema. */
export interface Verbs {
  create(plan: ValueMap, context: VerbContext): Promise<ValueMap>;
  /** Undefined where the API says that it is gone. */
  read(state: ValueMap, context: VerbContext): Promise<ValueMap | undefined>;
  update(state: ValueMap, plan: ValueMap, context: VerbContext): Promise<ValueMap>;
  delete(state: ValueMap, context: VerbContext): Promise<void>;
}

/** Text of an attribute, "" where it has none. */
export function text(values: ValueMap, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value : "";
}

/** A map of texts as JSON; `{}` where there is none. */
export function textMap(value: Value | undefined): Readonly<Record<string, string>> {
  if (!(value instanceof Map)) return {};
  return Object.fromEntries([...value].map(([key, item]: [string, Value]) => [key, String(item)]));
}

/** An object of JSON as a map of texts. */
export function labelsValue(json: unknown): Value {
  if (typeof json !== "object" || json === null) return new Map();
  return new Map(Object.entries(json).map(([key, item]) => [key, String(item)]));
}

/** A list of JSON as numbers. */
export function numbersValue(json: unknown): Value {
  return Array.isArray(json) ? json.filter((item) => typeof item === "number") : [];
}
