/** What the smaller types share: `id` and `name`, and verbs that keep what was planned. */
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { requiresReplace, useStateForUnknown } from "../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import type { PlannedOf, Schema, StateOf } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { filled, hash12 } from "./fill";
import { type Settings, seedOf } from "./provider-block";

/** The computed id, kept once it is known. */
export const idAttribute = attribute(types.string, {
  description: "",
  computed: true,
  planModifiers: [useStateForUnknown()],
});

/** The name; another one is another resource. */
export const nameAttribute = attribute(types.string, {
  description: "",
  required: true,
  planModifiers: [requiresReplace()],
});

/** A computed string that is kept once it is known. */
export const keptString = idAttribute;

/** An optional string which the provider chooses, and keeps, where the configuration is silent. */
export const keptOptionalString = attribute(types.string, {
  description: "",
  optional: true,
  computed: true,
  planModifiers: [useStateForUnknown()],
});

/** An id as the README of the twin promises it. */
export function idOf(prefix: string, type: string, name: string): string {
  return `${prefix}-${hash12(`sink_${type}/${name}`)}`;
}

/**
 * The id of the smaller types as it was recorded: the reference twin forgets prefix and type there, except in a move
 * (its framework makes a new resource for each call, and only another one was told its type).
 */
export function recordedIdOf(name: string): string {
  return idOf("", "", name);
}

/** The planned state with its unknowns filled, of a plan that has a name. */
export function filledByName<S extends Schema>(
  schema: S,
  plan: PlannedOf<S> & { readonly name: string },
  provider: Configured<Settings>,
): StateOf<S> {
  return filled(schema, plan, seedOf(provider, plan.name));
}
