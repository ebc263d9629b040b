import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import { attributeType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Fields } from "../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field, isComputed } from "./read";

/** What Terraform finds wrong with a plan, as sentences that begin with the path. */
export function planErrors(fields: Fields, prior: Value, config: Value, plan: Value, path = ""): string[] {
  if (plan === null && config !== null) return [`${path}: planned for absence but config wants existence`];
  if (config === null && plan !== null) return [`${path}: planned for existence but config wants absence`];
  if (plan === null) return [];
  if (isUnknown(plan) && !isUnknown(config)) return [`${path}: block object may not be unknown`];
  const errors: string[] = [];
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    errors.push(
      ...attributeErrors(attribute, field(prior, name), field(config, name), field(plan, name), `${path}.${name}`),
    );
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    errors.push(...blockErrors(block, field(prior, name), field(config, name), field(plan, name), `${path}.${name}`));
  }
  return errors;
}

function attributeErrors(attribute: Attribute, prior: Value, config: Value, plan: Value, path: string): string[] {
  const type = attributeType(attribute);
  if (attribute.mode.startsWith("write-only")) return plan === null ? [] : [`${path}: write-only value in the plan`];
  if (valuesEqual(type, plan, config)) return [];
  if (prior !== null && config !== null && valuesEqual(type, plan, prior)) return [];
  if (isComputed(attribute) && config === null) return [];
  if (config === null) return [`${path}: planned value for a non-computed attribute`];
  const { shape } = attribute;
  if (shape.kind === "nested") {
    return nestedErrors(shape.nesting, { attributes: shape.attributes, blocks: {} }, prior, config, plan, path);
  }
  return [`${path}: planned value does not match config value`];
}

function nestedErrors(
  nesting: string,
  fields: Fields,
  prior: Value,
  config: Value,
  plan: Value,
  path: string,
): string[] {
  if (plan === null) return [`${path}: planned for absence but config wants existence`];
  if (isUnknown(plan)) return [`${path}: planned unknown for configured value`];
  if (nesting === "single") return planErrors(fields, prior, config, plan, path);
  return elementErrors(nesting, fields, prior, config, plan, path);
}

function blockErrors(block: Block, prior: Value, config: Value, plan: Value, path: string): string[] {
  if (block.nesting === "single") return planErrors(block, prior, config, plan, path);
  if (plan === null) return [`${path}: blocks must be empty, not null`];
  if (isUnknown(config)) return isUnknown(plan) ? [] : [`${path}: config is unknown, plan is not`];
  if (isUnknown(plan)) return [`${path}: blocks must not be unknown`];
  return block.nesting === "set" ? [] : elementErrors(block.nesting, block, prior, config, plan, path);
}

function elementErrors(
  nesting: string,
  fields: Fields,
  prior: Value,
  config: Value,
  plan: Value,
  path: string,
): string[] {
  if (plan instanceof Map && config instanceof Map) {
    const keys = new Set([...plan.keys(), ...config.keys()]);
    return [...keys].flatMap((key) => {
      if (!plan.has(key) || !config.has(key)) return [`${path}[${key}]: keys of plan and config differ`];
      return planErrors(fields, field(prior, key), field(config, key), field(plan, key), `${path}[${key}]`);
    });
  }
  if (!Array.isArray(plan) || !Array.isArray(config)) return [`${path}: no collection`];
  if (nesting === "set") return plan.length > config.length ? [`${path}: more elements than configured`] : [];
  if (plan.length !== config.length) return [`${path}: count in plan ${plan.length}, in config ${config.length}`];
  const before: readonly Value[] = Array.isArray(prior) ? prior : [];
  return plan.flatMap((value: Value, index) =>
    planErrors(fields, before[index] ?? null, config[index] ?? null, value, `${path}[${index}]`),
  );
}
