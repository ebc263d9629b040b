import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import { attributeType, blockType, fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Schema } from "../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { type Path, path } from "../../../provider-bridge/framework/values/path";
import { isUnknown, UNKNOWN } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import type { Row } from "../resources/row";
import { field, isNothing } from "./field";

/** What is planned: a stored state (null on create) and what Terraform proposes from it and the configuration. */
export interface LegacyInput {
  readonly config: Value;
  readonly prior: Value;
  readonly proposed: Value;
}

/** A plan as the older SDK makes it, which the newer one would refuse to make. */
export interface LegacyPlan {
  readonly plan: Value;
  readonly replace: readonly Path[];
}

/**
 * Plans as the older of the provider's SDKs: what the configuration does not set stays what it was, values are stored in
 * a form of their own, and blocks can be unknown. See the oracle's README, "Plan decisions".
 */
export function planLegacy(schema: Schema, row: Row, input: LegacyInput): LegacyPlan {
  const { prior } = input;
  const plan = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    plan.set(name, planAttribute(attribute, row, name, at(input, name)));
  }
  for (const [name, block] of Object.entries(schema.blocks))
    plan.set(name, planBlock(block, row, name, at(input, name)));
  if (prior === null) return { plan, replace: [] };
  const types = fieldsType(schema).attributes;
  const changed = (row.replace ?? []).filter((name) => {
    const type = types.get(name);
    return type !== undefined && !valuesEqual(type, field(prior, name), plan.get(name) ?? null);
  });
  return { plan, replace: changed.map((name) => path(name)) };
}

interface Side extends LegacyInput {
  readonly creating: boolean;
}

function at(input: LegacyInput, name: string): Side {
  return {
    config: field(input.config, name),
    prior: field(input.prior, name),
    proposed: field(input.proposed, name),
    creating: input.prior === null,
  };
}

function planAttribute(attribute: Attribute, row: Row, name: string, side: Side): Value {
  const { config, prior, creating } = side;
  if (isUnknown(config)) return config;
  if (config !== null) {
    const stored = normalised(row, name, config);
    if (creating) return stored;
    const isSame = valuesEqual(attributeType(attribute), prior, stored) || row.same?.[name]?.(prior, config) === true;
    return isSame ? prior : stored;
  }
  const standard = row.defaults?.[name];
  if (standard !== undefined) return standard;
  if (attribute.mode === "computed" || attribute.mode === "optional-computed") return creating ? UNKNOWN : prior;
  if (creating) return null;
  return isNothing(prior) ? prior : emptied(attribute);
}

/** What a removed attribute is planned as: maps become empty, others null. */
function emptied(attribute: Attribute): Value {
  const type = attributeType(attribute);
  return typeof type !== "string" && type.kind === "map" ? new Map() : null;
}

function planBlock(block: Block, row: Row, name: string, side: Side): Value {
  const { config, prior, proposed, creating } = side;
  if (block.nesting === "single") return proposed;
  if (!Array.isArray(proposed)) return proposed;
  if (Array.isArray(config) && config.length === 0) {
    if (row.computedBlocks?.includes(name)) return creating ? UNKNOWN : prior;
    return [];
  }
  const before: readonly Value[] = Array.isArray(prior) ? prior : [];
  const elements = proposed.map((element: Value, index) => {
    const old = block.nesting === "list" ? before[index] : undefined;
    return planElement(block, row, name, { element, old, before });
  });
  return valuesEqual(blockType(block), elements, before) ? prior : elements;
}

interface Element {
  readonly element: Value;
  /** The stored element at this place of a list. */
  readonly old: Value | undefined;
  readonly before: readonly Value[];
}

function planElement(block: Block, row: Row, name: string, { element, old, before }: Element): Value {
  if (!(element instanceof Map)) return element;
  const filled = new Map<string, Value>(element);
  for (const key of Object.keys(block.attributes)) {
    const value = filled.get(key) ?? null;
    const standard = row.defaults?.[`${name}.${key}`];
    if (value === null && standard !== undefined) filled.set(key, standard);
    else if (value !== null && !isUnknown(value)) filled.set(key, normalised(row, `${name}.${key}`, value));
  }
  const stored = old ?? before.find((candidate) => agrees(block, candidate, filled));
  return complete(block, row, name, { filled, stored });
}

function complete(
  block: Block,
  row: Row,
  name: string,
  { filled, stored }: { readonly filled: Map<string, Value>; readonly stored: Value | undefined },
): Value {
  for (const [key, attribute] of Object.entries(block.attributes)) {
    if (filled.get(key) !== null) continue;
    const was = stored === undefined ? null : field(stored, key);
    const isComputed = attribute.mode === "computed" || attribute.mode === "optional-computed";
    if (isComputed) filled.set(key, stored === undefined ? UNKNOWN : was);
    else filled.set(key, stored !== undefined && isNothing(was) ? was : zeroOf(attribute));
  }
  for (const [key, inner] of Object.entries(block.blocks)) {
    const side = { config: filled.get(key) ?? null, prior: stored === undefined ? null : field(stored, key) };
    filled.set(
      key,
      planBlock(inner, row, `${name}.${key}`, { ...side, proposed: side.config, creating: stored === undefined }),
    );
  }
  return filled;
}

/** Inside of a block, what is not set is stored as the empty value of its type. */
function zeroOf(attribute: Attribute): Value {
  const type = attributeType(attribute);
  if (type === "string") return "";
  if (typeof type === "string") return null;
  return type.kind === "map" ? new Map() : [];
}

/** Whether a stored element is the one meant: equal in all that is set. */
function agrees(block: Block, stored: Value, wanted: ReadonlyMap<string, Value>): boolean {
  return Object.entries(block.attributes).every(([key, attribute]) => {
    const value = wanted.get(key) ?? null;
    const was = field(stored, key);
    if (value !== null) return valuesEqual(attributeType(attribute), value, was);
    return attribute.mode === "computed" || attribute.mode === "optional-computed" || isNothing(was);
  });
}

function normalised(row: Row, name: string, value: Value): Value {
  return row.normalise?.[name]?.(value) ?? value;
}
