import type { Attribute } from "../schema/attribute";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";

/**
 * Of any fields, those of which a pass can make something else: for all others, a plan need not be looked at. Sets are
 * always among them, as their elements are matched anew. Found once for each schema.
 */
export function touchedFields(isTouched: (attribute: Attribute) => boolean): (fields: Fields) => Fields {
  const known = new WeakMap<Fields, Fields>();
  const touched = (fields: Fields): Fields => {
    const cached = known.get(fields);
    if (cached !== undefined) return cached;
    const made = {
      attributes: chosen(fields.attributes, (attribute) => isTouched(attribute) || isInside(attribute)),
      blocks: chosen(fields.blocks, (block) => holds(block.nesting, block)),
    };
    known.set(fields, made);
    return made;
  };
  const isInside = ({ shape }: Attribute) =>
    shape.kind === "nested" && holds(shape.nesting, nestedFields(shape.attributes));
  const holds = (nesting: string, inner: Fields) => {
    const { attributes, blocks } = touched(inner);
    return nesting === "set" || Object.keys(attributes).length + Object.keys(blocks).length > 0;
  };
  return touched;
}

function chosen<Each>(all: Readonly<Record<string, Each>>, isChosen: (each: Each) => boolean): Record<string, Each> {
  return Object.fromEntries(Object.entries(all).filter(([, each]) => isChosen(each)));
}
