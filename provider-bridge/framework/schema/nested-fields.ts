import type { Attributes } from "./attribute";
import type { Fields } from "./schema";

const NO_BLOCKS: Fields["blocks"] = {};
const made = new WeakMap<Attributes, Fields>();

/** The attributes of a nested attribute as fields (nested attributes hold no blocks); one object for one declaration. */
export function nestedFields(attributes: Attributes): Fields {
  const known = made.get(attributes);
  if (known !== undefined) return known;
  const fields: Fields = { attributes, blocks: NO_BLOCKS };
  made.set(attributes, fields);
  return fields;
}
