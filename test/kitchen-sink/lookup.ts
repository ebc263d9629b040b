/** The data source `sink_lookup`. */
import { defineDataSource } from "../../provider-bridge/framework/contract/define-data-source";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../provider-bridge/framework/schema/block";
import { nested } from "../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { path } from "../../provider-bridge/framework/values/path";
import { DynamicValue } from "../../provider-bridge/framework/values/value";
import { computed, nullableString, optional, optionalComputed, required } from "./attributes";
import { hash12 } from "./fill";
import { type Settings, seedOf } from "./provider-block";
import { notBad } from "./validators";

const lookupSchema = schema({
  description: "",
  attributes: {
    key: attribute(types.string, { description: "", required: true, validators: [notBad] }),
    number: optional(types.int64),
    value: computed(types.string),
    items: nested.list({
      description: "",
      computed: true,
      attributes: {
        i: computed(types.int64),
        v: attribute(types.string, { description: "", computed: true, sensitive: true }),
      },
    }),
    any: optionalComputed(types.dynamic),
  },
  blocks: {
    filter: block.list({
      description: "",
      attributes: { name: required(types.string), values: optional(types.set(nullableString)) },
    }),
  },
});

/** Makes the data source. */
export const lookup = (provider: Configured<Settings>) =>
  defineDataSource({
    schema: lookupSchema,
    read: async ({ config, diagnostics }) => {
      const { key, filter } = config;
      if (key === "missing") {
        throw new DiagnosticError("Not found", 'There is nothing under the key "missing".', { path: path("key") });
      }
      if (filter.length > 2) diagnostics.warning("Many filters", `${filter.length} filters were given.`);
      const seed = seedOf(provider, key);
      const count = Number(config.number ?? 0n);
      return {
        ...config,
        value: `val:${hash12(seed)}`,
        items: Array.from({ length: count }, (_, i) => ({ i: BigInt(i), v: `item:${hash12(`${seed}|${i}`)}` })),
        any: config.any ?? new DynamicValue("string", "nothing given"),
      };
    },
  });
