/** The schema of `sink_everything`. */
import { requiresReplace, useStateForUnknown } from "../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../../provider-bridge/framework/schema/schema";
import { types } from "../../../provider-bridge/framework/schema/types";
import { computed } from "../attributes";
import { shortName } from "../validators";
import { checked, kept, replacements, steering } from "./behaviour";
import { blocks, nestedAttributes } from "./nested";
import { collections, defaults, made, primitives, secrets } from "./plain";

/** Everything that a schema can say. */
export const everythingSchema = schema({
  description: "Everything the framework offers.",
  attributes: {
    id: attribute(types.string, {
      description: "Hash of the name.",
      computed: true,
      planModifiers: [useStateForUnknown()],
    }),
    name: attribute(types.string, {
      description: "Name, **1 to 20** bytes.",
      required: true,
      validators: [shortName],
      planModifiers: [requiresReplace()],
    }),
    revision: computed(types.int64),
    private_seen: computed(types.string),
    ...primitives,
    ...defaults,
    ...made,
    ...kept,
    ...secrets,
    ...collections,
    ...replacements,
    ...checked,
    ...steering,
    ...nestedAttributes,
  },
  blocks,
});
