import type { Attribute } from "../schema/attribute";
import type { Block } from "../schema/block";
import type { Fields } from "../schema/schema";
import { attributePath, type Path } from "../values/path";
import type { Value } from "../values/value";
import { type Aligned, alignedField } from "./aligned";

/** What a pass does with one attribute and one block of an object. */
export interface FieldPass {
  attribute(attribute: Attribute, values: Aligned, path: Path): Value;
  block(block: Block, values: Aligned, path: Path): Value;
}

/** The planned object with each attribute and block replaced by what the pass makes of it; null and unknown stay. */
export function mapFields(fields: Fields, values: Aligned, path: Path, pass: FieldPass): Value {
  const { plan } = values;
  if (!(plan instanceof Map)) return plan;
  const result = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    result.set(name, pass.attribute(attribute, alignedField(values, name), attributePath(path, name)));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    result.set(name, pass.block(block, alignedField(values, name), attributePath(path, name)));
  }
  return result;
}
