/** Nested attributes and blocks, with every behaviour inside them that the outside has. */
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../provider-bridge/framework/schema/block";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import { computed, optional, optionalComputed, required } from "../attributes";
import { keptOptionalString, keptString } from "../named";
import { atMostTwo, notBad } from "../validators";
import { replacing } from "./behaviour";

const { string, bool, int64, number } = types;

/** Nested attributes in every nesting. */
export const nestedAttributes = {
  n_single: nested.single({
    description: "",
    optional: true,
    attributes: {
      a: required(string),
      b: attribute(string, { description: "", default: "nb" }),
      c: keptString,
      s: attribute(string, { description: "", optional: true, sensitive: true }),
      r: replacing,
      wo: attribute(string, { description: "", optional: true, writeOnly: true }),
      v: attribute(string, { description: "", optional: true, validators: [notBad] }),
    },
  }),
  n_list: nested.list({
    description: "",
    optional: true,
    attributes: {
      k: required(string),
      v: keptOptionalString,
      d: attribute(int64, { description: "", default: 3n }),
    },
  }),
  n_set: nested.set({
    description: "",
    optional: true,
    attributes: { k: required(string), v: optional(number), c: computed(string) },
  }),
  n_map: nested.map({
    description: "",
    optional: true,
    attributes: {
      a: optional(string),
      deep: nested.single({
        description: "",
        optional: true,
        computed: true,
        attributes: { x: optionalComputed(bool), y: computed(string) },
      }),
    },
  }),
} as const;

/** Blocks in every nesting. */
export const blocks = {
  b_single: block.single({ description: "", attributes: { a: optional(string), c: keptString } }),
  b_list: block.list({
    description: "",
    validators: [atMostTwo],
    attributes: { k: required(string), v: optionalComputed(string) },
    blocks: {
      inner: block.list({
        description: "",
        attributes: { n: attribute(int64, { description: "", default: 1n }) },
      }),
    },
  }),
  b_set: block.set({ description: "", attributes: { k: required(string), o: optional(string) } }),
} as const;
