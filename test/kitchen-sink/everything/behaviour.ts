/** Attributes that behave: kept, replacing, checked, failing on purpose. */
import {
  requiresReplace,
  requiresReplaceIf,
  requiresReplaceIfConfigured,
  useNonNullStateForUnknown,
  useStateForUnknown,
} from "../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import { computed, nullableString, optional, optionalComputed } from "../attributes";
import { keptOptionalString } from "../named";
import { aBeforeB, atMostTwo, noKeyX, notBad, notEmptySet, oneToTen, wholeNumber } from "../validators";
import { caseInsensitive } from "./case-insensitive";

const { string, bool, int64, number, list, set, map, object, nullable } = types;

/** An optional string whose change needs a new resource. */
export const replacing = attribute(string, { description: "", optional: true, planModifiers: [requiresReplace()] });

/** Computed values that stay as they are once they are known, and their optional kin. */
export const kept = {
  c_bool: attribute(bool, { description: "", computed: true, planModifiers: [useStateForUnknown()] }),
  c_list: attribute(list(nullableString), {
    description: "",
    computed: true,
    planModifiers: [useStateForUnknown()],
  }),
  c_set: attribute(set(nullable(number)), { description: "", computed: true, planModifiers: [useStateForUnknown()] }),
  c_map: attribute(map(nullable(bool)), { description: "", computed: true, planModifiers: [useStateForUnknown()] }),
  secret_gen: attribute(string, {
    description: "",
    computed: true,
    sensitive: true,
    planModifiers: [useStateForUnknown()],
  }),
  oc_string: optionalComputed(string),
  keep: keptOptionalString,
  keep_nn: attribute(string, {
    description: "",
    optional: true,
    computed: true,
    planModifiers: [useNonNullStateForUnknown()],
  }),
  ci: attribute(string, { description: "", optional: true, semantics: caseInsensitive }),
  old_string: attribute(string, { description: "", optional: true, deprecated: "Use p_string instead." }),
} as const;

/** Attributes whose change needs a new resource, always or sometimes. */
export const replacements = {
  r_always: replacing,
  r_configured: attribute(string, {
    description: "",
    optional: true,
    computed: true,
    planModifiers: [requiresReplaceIfConfigured(), useStateForUnknown()],
  }),
  r_if: attribute(string, {
    description: "",
    optional: true,
    planModifiers: [
      requiresReplaceIf<typeof string>(
        ({ plan }) => typeof plan === "string" && plan.startsWith("!"),
        "replaces if it starts with `!`",
      ),
    ],
  }),
  r_list: attribute(list(nullableString), { description: "", optional: true, planModifiers: [requiresReplace()] }),
  r_map: attribute(map(nullableString), { description: "", optional: true, planModifiers: [requiresReplace()] }),
} as const;

/** Attributes that are checked. */
export const checked = {
  v_string: attribute(string, { description: "", optional: true, validators: [notBad] }),
  v_int: attribute(int64, { description: "", optional: true, validators: [oneToTen] }),
  v_number: attribute(number, { description: "", optional: true, validators: [wholeNumber] }),
  v_list: attribute(list(nullableString), { description: "", optional: true, validators: [atMostTwo] }),
  v_map: attribute(map(nullableString), { description: "", optional: true, validators: [noKeyX] }),
  v_set: attribute(set(nullableString), { description: "", optional: true, validators: [notEmptySet] }),
  v_object: attribute(object({ a: string, b: string }), { description: "", optional: true, validators: [aBeforeB] }),
  v_a: optional(string),
  v_b: optional(string),
} as const;

/** What steers the verbs. */
export const steering = {
  m_src: optional(string),
  m_copy: computed(string),
  protect: optional(bool),
  fail_create: optional(bool),
  fail_update: optional(bool),
  fail_delete: optional(bool),
  warn: optional(string),
} as const;
