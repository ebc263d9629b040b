/** The plain attributes: primitives, defaults, computed ones, write-only ones, collections. */
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../../provider-bridge/framework/values/decimal";
import { DynamicValue } from "../../../provider-bridge/framework/values/value";
import { computed, nullableString, optional } from "../attributes";

const { string, bool, int32, int64, float32, float64, number, dynamic, list, set, map, object, nullable } = types;

/** The object type that many attributes have. */
export const pair = object({ a: string, n: number });

/** One optional attribute of each primitive kind. */
export const primitives = {
  p_string: optional(string),
  p_bool: optional(bool),
  p_int32: optional(int32),
  p_int64: optional(int64),
  p_float32: optional(float32),
  p_float64: optional(float64),
  p_number: optional(number),
} as const;

/** One attribute with a default of each kind. */
export const defaults = {
  d_string: attribute(string, { description: "", default: "sink" }),
  d_bool: attribute(bool, { description: "", default: true }),
  d_int32: attribute(int32, { description: "", default: 7 }),
  d_int64: attribute(int64, { description: "", default: 9007199254740993n }),
  d_float32: attribute(float32, { description: "", default: 1.5 }),
  d_float64: attribute(float64, { description: "", default: 0.5 }),
  d_number: attribute(number, { description: "", default: parseNumber("12345678901234567890.5") }),
  d_list: attribute(list(nullableString), { description: "", default: ["a", "b"] }),
  d_set: attribute(set(nullableString), { description: "", default: ["x", "y"] }),
  d_map: attribute(map(nullableString), { description: "", default: { k: "v" } }),
  d_object: attribute(pair, { description: "", default: { a: "s", n: 1 } }),
  d_dynamic: attribute(dynamic, { description: "", default: new DynamicValue("string", "dyn") }),
} as const;

/** What the provider makes up at each change; those it makes once stand in `behaviour.ts`. */
export const made = {
  c_string: computed(string),
  c_number: computed(number),
  c_object: computed(pair),
  c_dynamic: computed(dynamic),
  c_nested: nested.single({
    description: "",
    computed: true,
    attributes: {
      x: computed(string),
      y: nested.list({ description: "", computed: true, attributes: { z: computed(int64) } }),
    },
  }),
} as const;

/** Values that are hidden, or never stored. */
export const secrets = {
  secret: attribute(string, { description: "", optional: true, sensitive: true }),
  wo: attribute(string, { description: "", optional: true, writeOnly: true }),
  wo_obj: attribute(pair, { description: "", optional: true, writeOnly: true }),
  wo_version: optional(int64),
  wo_hash: computed(string),
} as const;

/** Collections in and of collections. */
export const collections = {
  l_string: optional(list(nullableString)),
  s_number: optional(set(nullable(number))),
  s_string: optional(set(nullableString)),
  m_bool: optional(map(nullable(bool))),
  o_obj: optional(object({ a: string, n: number, l: list(nullableString) })),
  dyn: optional(dynamic),
  ll: optional(list(nullable(list(nullable(int64))))),
  ms: optional(map(nullable(set(nullableString)))),
  so: optional(set(nullable(pair))),
} as const;
