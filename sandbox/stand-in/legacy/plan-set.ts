import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import { attributeType, fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import { distinct } from "../../../provider-bridge/framework/values/distinct";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { UNKNOWN } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import type { Row } from "../resources/row";
import { field, holdsUnknown, isNothing } from "./field";

/** A set block: what Terraform proposes, and what is stored (empty on create). */
export interface SetSide {
  readonly proposed: readonly Value[];
  readonly before: readonly Value[];
}

/**
 * A set block is what it was as long as each element is stored as it is written; else the older SDK makes it anew. An
 * element that was there loses what the configuration leaves out, a new one gets empty texts and collections.
 */
export function planSet(block: Block, row: Row, name: string, { proposed, before }: SetSide): Value {
  const written = proposed.map((element) => withDefaults(block, row, name, element));
  if (written.length === before.length && written.every((each) => isIn(block, before, each))) return [...before];
  const elements = written.map((each) => planElement(block, row, name, each, isIn(block, before, each)));
  return distinct(fieldsType(block), elements);
}

function withDefaults(block: Block, row: Row, name: string, element: Value): Value {
  if (!(element instanceof Map)) return element;
  const filled = new Map<string, Value>(element);
  for (const key of Object.keys(block.attributes)) {
    const value = filled.get(key) ?? null;
    filled.set(key, value ?? row.defaults?.[`${name}.${key}`] ?? null);
  }
  return filled;
}

function isIn(block: Block, elements: readonly Value[], element: Value): boolean {
  return elements.some((other) => sameElements(block, element, other));
}

/** What only the API computes does not count. */
function sameElements(block: Block, left: Value, right: Value): boolean {
  return Object.entries(block.attributes).every(([key, attribute]) => {
    if (attribute.mode === "computed") return true;
    const [one, other] = [field(left, key), field(right, key)];
    return (isNothing(one) && isNothing(other)) || valuesEqual(attributeType(attribute), one, other);
  });
}

function planElement(block: Block, row: Row, name: string, element: Value, isKnown: boolean): Value {
  if (!(element instanceof Map)) return element;
  const planned = new Map<string, Value>(element);
  for (const [key, attribute] of Object.entries(block.attributes)) {
    const value = planned.get(key) ?? null;
    planned.set(key, planField(attribute, row, `${name}.${key}`, value, isKnown));
  }
  return planned;
}

function planField(attribute: Attribute, row: Row, name: string, value: Value, isKnown: boolean): Value {
  if (holdsUnknown(value)) return UNKNOWN;
  const isComputed = attribute.mode === "computed" || attribute.mode === "optional-computed";
  if (isComputed && (value === "" || (value === null && !isKnown))) return UNKNOWN;
  if (isComputed && value === null) return null;
  if (value !== null) return row.normalise?.[name]?.(value) ?? value;
  const type = attributeType(attribute);
  if (type === "string") return isKnown ? null : "";
  if (typeof type === "string") return null;
  return type.kind === "map" ? new Map() : [];
}
