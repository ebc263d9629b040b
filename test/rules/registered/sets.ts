import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../provider-bridge/framework/schema/block";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import type { RegisteredRule } from "./registered-rule";
import { fieldsOf, registeredSchemas } from "./registered-schemas";
import { sampleProvider } from "./sample-provider";

/** Terraform refuses the whole provider for these, at its first use. */
export const sets: RegisteredRule = {
  title: "Nothing in a set is write-only or dynamic",
  check: (provider) =>
    registeredSchemas(provider).flatMap(({ label, schema }) =>
      fieldsOf(schema).flatMap(({ path, declared, insideSet }) => {
        if (!insideSet || !("mode" in declared)) return [];
        if (declared.mode.startsWith("write-only")) return [`${label}: ${path}: is write-only within a set`];
        const isDynamic = declared.shape.kind === "plain" && declared.shape.type.cty === "dynamic";
        return isDynamic ? [`${label}: ${path}: is dynamic within a set`] : [];
      }),
    ),
  sample: sampleProvider({
    attributes: {
      nest: nested.set({
        description: "Bad inside.",
        optional: true,
        attributes: { hidden: attribute(types.string, { description: "Bad.", optional: true, writeOnly: true }) },
      }),
    },
    blocks: {
      box: block.set({
        description: "Bad inside.",
        attributes: { any: attribute(types.dynamic, { description: "Bad.", optional: true }) },
      }),
      open: block.list({
        description: "Fine.",
        attributes: { any: attribute(types.dynamic, { description: "Fine.", optional: true }) },
      }),
    },
  }),
  found: [
    "resource example_thing: nest.hidden: is write-only within a set",
    "resource example_thing: box.any: is dynamic within a set",
  ],
};
