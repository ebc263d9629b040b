import type { Attribute } from "../schema/attribute";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";

/** Whether fields hold, at any depth, an attribute of which something is true. Found once for each schema. */
export function holding(isSuch: (attribute: Attribute) => boolean): (fields: Fields) => boolean {
  const known = new WeakMap<Fields, boolean>();
  const holds = (fields: Fields): boolean => {
    const cached = known.get(fields);
    if (cached !== undefined) return cached;
    const isInside = ({ shape }: Attribute) => shape.kind === "nested" && holds(nestedFields(shape.attributes));
    const found =
      Object.values(fields.attributes).some((attribute) => isSuch(attribute) || isInside(attribute)) ||
      Object.values(fields.blocks).some(holds);
    known.set(fields, found);
    return found;
  };
  return holds;
}
