import type { Attribute, PlainShape } from "../schema/attribute";
import { attribute } from "../schema/attribute-builder";
import type { Schema } from "../schema/schema";
import { types } from "../schema/types";
import { valuesEqual } from "../values/equal";
import type { Value, ValueMap } from "../values/value";

const SENTENCES = types.list(types.string);
const NONE: Value = [];

/** The name under which a schema has its drift. */
export const DRIFT = "drift";

/**
 * The attribute `drift` of a resource that can drift: Read fills it with redacted sentences on what differs from what was
 * applied, the plan wants none. A change of computed attributes alone would show as "No changes"; this one shows.
 * Create and update answer `drift: []`, or what they could not repair as an error.
 * A resource without `update` keeps its drift as it is: there is nothing that could repair it.
 */
export function driftAttribute(
  description = "What differs from what was applied, as sentences; empty where nothing does. A plan wants it empty.",
): Attribute<PlainShape<typeof SENTENCES>, "computed"> {
  return { ...attribute(SENTENCES, { description, computed: true }), default: NONE };
}

/** Whether a schema has an attribute `drift` made by {@link driftAttribute}. */
export function hasDrift(schema: Schema): boolean {
  const declared = schema.attributes[DRIFT];
  return declared !== undefined && declared.mode === "computed" && declared.default === NONE;
}

/** The state with this drift; the very same object where that stands there already. */
export function withDrift(state: ValueMap, drift: Value): ValueMap {
  const before = state.get(DRIFT);
  const isSame = before !== undefined && valuesEqual(SENTENCES.cty, before, drift);
  return isSame ? state : new Map<string, Value>(state).set(DRIFT, drift);
}
