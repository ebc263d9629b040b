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

/**
 * The planned object with each of these attributes and blocks replaced by what the pass makes of it; null and unknown
 * stay. Where the pass changes nothing, it is the very same object.
 */
export function mapFields(fields: Fields, values: Aligned, path: Path, pass: FieldPass): Value {
  const { plan } = values;
  if (!(plan instanceof Map)) return plan;
  let result: Map<string, Value> | undefined;
  const put = (name: string, value: Value) => {
    if (value === plan.get(name)) return;
    result ??= new Map<string, Value>(plan);
    result.set(name, value);
  };
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    put(name, pass.attribute(attribute, alignedField(values, name), attributePath(path, name)));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    put(name, pass.block(block, alignedField(values, name), attributePath(path, name)));
  }
  return result ?? plan;
}
