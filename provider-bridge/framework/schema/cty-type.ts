import { type CtyType, listOf, mapOf, type ObjectType, objectOf, setOf } from "../types/type";
import type { Attribute, Attributes, Nesting } from "./attribute";
import type { Block, BlockNesting } from "./block";
import { nestedFields } from "./nested-fields";
import type { Fields } from "./schema";

const known = new WeakMap<Fields, ObjectType>();

/** Terraform's type of a whole schema or block object; made once per schema. */
export function fieldsType(fields: Fields): ObjectType {
  const cached = known.get(fields);
  if (cached !== undefined) return cached;
  const attributes = new Map<string, CtyType>();
  for (const [name, attribute] of Object.entries(fields.attributes)) attributes.set(name, attributeType(attribute));
  for (const [name, block] of Object.entries(fields.blocks)) attributes.set(name, blockType(block));
  const type = objectOf(attributes);
  known.set(fields, type);
  return type;
}

/** Terraform's type of an object with these attributes. */
export function attributesType(attributes: Attributes): ObjectType {
  return fieldsType(nestedFields(attributes));
}

/** Terraform's type of one attribute. */
export function attributeType(attribute: Attribute): CtyType {
  const { shape } = attribute;
  return shape.kind === "plain" ? shape.type.cty : nestingType(shape.nesting, attributesType(shape.attributes));
}

/** Terraform's type of all blocks of one name. */
export function blockType(block: Block): CtyType {
  return nestingType(block.nesting, fieldsType(block));
}

/** The type that holds objects of type `element` in this nesting. */
export function nestingType(nesting: Nesting | BlockNesting, element: CtyType): CtyType {
  switch (nesting) {
    case "single":
      return element;
    case "list":
      return listOf(element);
    case "set":
      return setOf(element);
    case "map":
      return mapOf(element);
  }
}
