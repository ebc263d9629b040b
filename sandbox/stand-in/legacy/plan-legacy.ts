import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import { attributeType, fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Schema } from "../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { type Path, path } from "../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import type { Row } from "../resources/row";
import { equivalent } from "./equivalent";
import { field, holdsUnknown, isNothing } from "./field";
import { planSet } from "./plan-set";

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
  for (const [name, flag] of Object.entries(row.shared ?? {}))
    if (plan.get(flag) === true) plan.set(name, joined(field(prior, name), plan.get(name) ?? null));
  const types = fieldsType(schema).attributes;
  if (onlySingleBlocksChange(schema, prior, plan)) return { plan: prior, replace: [] };
  // What older states did not have is no change by itself, but is written down with the next one.
  for (const [name, standard] of Object.entries(row.defaults ?? {}))
    if (plan.get(name) === null) plan.set(name, standard);
  const changed = (row.replace ?? []).filter((name) => {
    const type = types.get(name);
    return type !== undefined && !valuesEqual(type, field(prior, name), plan.get(name) ?? null);
  });
  return { plan, replace: changed.map((name) => path(name)) };
}

/** A set of numbers with what was in it before. */
function joined(prior: Value, planned: Value): Value {
  if (!Array.isArray(prior) || !Array.isArray(planned)) return planned;
  return [...new Set([...prior, ...planned])].sort((left, right) => Number(left) - Number(right));
}

/** Time limits alone are no change. */
function onlySingleBlocksChange(schema: Schema, prior: Value, plan: ReadonlyMap<string, Value>): boolean {
  return [...fieldsType(schema).attributes].every(
    ([name, type]) =>
      schema.blocks[name]?.nesting === "single" || equivalent(type, field(prior, name), plan.get(name) ?? null),
  );
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
  if (holdsUnknown(config)) return UNKNOWN;
  if (!isUnset(config)) {
    const stored = normalised(row, name, config);
    if (creating) return stored;
    const isSame = valuesEqual(attributeType(attribute), prior, stored) || row.same?.[name]?.(prior, config) === true;
    return isSame || (isNothing(prior) && isNothing(stored)) ? prior : stored;
  }
  if (Array.isArray(config) && attribute.mode === "optional" && creating) return config;
  if (Array.isArray(config) && !creating && !isNothing(prior)) return config;
  const standard = row.defaults?.[name];
  if (standard !== undefined) return !creating && isNothing(prior) && isNothing(standard) ? prior : standard;
  if (attribute.mode === "computed") return creating ? UNKNOWN : prior;
  if (attribute.mode === "optional-computed") return creating || isLostCollection(attribute, prior) ? UNKNOWN : prior;
  if (creating) return null;
  return isNothing(prior) ? prior : emptied(attribute);
}

/** The older SDK cannot tell an empty collection from none. */
function isUnset(config: Value): boolean {
  return config === null || (isNothing(config) && typeof config === "object");
}

/** A collection that older states did not have is asked for again. */
function isLostCollection(attribute: Attribute, prior: Value): boolean {
  return prior === null && typeof attributeType(attribute) !== "string";
}

/** What a removed attribute is planned as, in blocks too: collections become empty, others null. */
function emptied(attribute: Attribute): Value {
  const type = attributeType(attribute);
  if (typeof type === "string") return null;
  return type.kind === "map" ? new Map() : [];
}

function planBlock(block: Block, row: Row, name: string, side: Side): Value {
  const { config, prior, proposed, creating } = side;
  if (block.nesting === "single" || !Array.isArray(proposed)) return proposed;
  const before: readonly Value[] = Array.isArray(prior) ? prior : [];
  if (Array.isArray(config) && config.length === 0) {
    if (creating) return row.computedBlocks?.includes(name) ? UNKNOWN : [];
    return row.computedBlocks?.includes(name) || row.keptBlocks?.includes(name) ? before : [];
  }
  if (block.nesting === "set") return planSet(block, row, name, { proposed, before });
  return proposed.map((element: Value, index) => planElement(block, row, name, element, before[index]));
}

function withStandards(block: Block, row: Row, name: string, element: Value): Value {
  if (!(element instanceof Map)) return element;
  const filled = new Map<string, Value>(element);
  for (const key of Object.keys(block.attributes)) {
    const value = filled.get(key) ?? null;
    if (holdsUnknown(value)) filled.set(key, UNKNOWN);
    else if (value !== null) filled.set(key, normalised(row, `${name}.${key}`, value));
    else filled.set(key, row.defaults?.[`${name}.${key}`] ?? null);
  }
  return filled;
}

function planElement(block: Block, row: Row, name: string, element: Value, stored: Value | undefined): Value {
  const given = withStandards(block, row, name, element);
  if (!(given instanceof Map)) return given;
  const filled = new Map<string, Value>(given);
  for (const [key, attribute] of Object.entries(block.attributes)) {
    const was = stored === undefined ? null : field(stored, key);
    const isComputed = attribute.mode === "computed" || attribute.mode === "optional-computed";
    const value = filled.get(key) ?? null;
    if (isComputed && stored === undefined && value === null) filled.set(key, UNKNOWN);
    else if (value === null) filled.set(key, isComputed || isNothing(was) ? was : emptied(attribute));
  }
  for (const [key, inner] of Object.entries(block.blocks)) {
    const config = filled.get(key) ?? null;
    const side = { config, proposed: config, prior: stored === undefined ? null : field(stored, key) };
    filled.set(key, planBlock(inner, row, `${name}.${key}`, { ...side, creating: stored === undefined }));
  }
  return filled;
}

function normalised(row: Row, name: string, value: Value): Value {
  return row.normalise?.[name]?.(value) ?? value;
}
