import type { Attribute, NestedShape } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import { attributeType, blockType, fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Fields } from "../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field, isComputed, isConfigurable } from "./read";

/** The state that Terraform proposes: what is configured, and for computed values without configuration the prior ones. */
export function proposedState(fields: Fields, prior: Value, config: Value): Value {
  if (config === null && prior === null) return null;
  return proposedObject(fields, prior ?? emptyObject(fields), config);
}

function emptyObject(fields: Fields): Value {
  const object = new Map<string, Value>();
  for (const name of Object.keys(fields.attributes)) object.set(name, null);
  for (const [name, block] of Object.entries(fields.blocks)) {
    object.set(name, block.nesting === "single" ? null : []);
  }
  return object;
}

function proposedObject(fields: Fields, prior: Value, config: Value): Value {
  if (!(config instanceof Map)) return prior;
  const object = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    object.set(name, proposedAttribute(attribute, field(prior, name), field(config, name)));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    object.set(name, proposedBlock(block, field(prior, name), field(config, name)));
  }
  return object;
}

function proposedAttribute(attribute: Attribute, prior: Value, config: Value): Value {
  const { shape } = attribute;
  if (isComputed(attribute) && config === null) {
    // A prior object that was configured once is not a computed one: it goes with its configuration.
    if (isConfigurable(attribute) && shape.kind === "nested" && wasConfigured(shape, prior)) return null;
    return prior;
  }
  if (shape.kind === "plain" || config === null || isUnknown(config)) return config;
  return proposedNesting(shape.nesting, { attributes: shape.attributes, blocks: {} }, prior, config);
}

/** Whether a nested value holds something that no provider can have computed. */
function wasConfigured(shape: NestedShape, value: Value): boolean {
  const objects = shape.nesting === "single" ? [value] : elements(value);
  return objects.some((object) =>
    Object.entries(shape.attributes).some(([name, inner]) => {
      const held = field(object, name);
      if (held === null || isUnknown(held)) return false;
      if (!isComputed(inner)) return true;
      return inner.shape.kind === "nested" && wasConfigured(inner.shape, held);
    }),
  );
}

function proposedBlock(block: Block, prior: Value, config: Value): Value {
  if (isUnknown(config) || (block.nesting === "single" && config === null)) return config;
  return proposedNesting(block.nesting, block, prior, config);
}

function proposedNesting(nesting: string, fields: Fields, prior: Value, config: Value): Value {
  if (nesting === "single") return proposedState(fields, prior, config);
  if (config instanceof Map) {
    return new Map(
      [...config].map(([key, value]) => {
        const before = prior instanceof Map ? prior.get(key) : undefined;
        return [key, before === undefined ? value : proposedState(fields, before, value)];
      }),
    );
  }
  if (!Array.isArray(config)) return config;
  if (nesting === "list") {
    return config.map((value: Value, index) =>
      Array.isArray(prior) && index < prior.length ? proposedState(fields, prior[index] ?? null, value) : value,
    );
  }
  return proposedSet(fields, elements(prior), config);
}

function proposedSet(fields: Fields, prior: readonly Value[], config: readonly Value[]): Value {
  const left = [...prior];
  return config.map((value) => {
    const index = left.findIndex((candidate) => canComeFrom(fields, candidate, value));
    const before = index < 0 ? null : (left.splice(index, 1)[0] ?? null);
    return proposedState(fields, before, value);
  });
}

/** Whether a prior element differs from a configured one only in what is computed and not configured. */
function canComeFrom(fields: Fields, prior: Value, config: Value): boolean {
  if (!(prior instanceof Map) || !(config instanceof Map)) return valuesEqual(fieldsType(fields), prior, config);
  const attributesFit = Object.entries(fields.attributes).every(([name, attribute]) => {
    const [before, wanted] = [field(prior, name), field(config, name)];
    if (valuesEqual(attributeType(attribute), before, wanted)) return true;
    const { shape } = attribute;
    if (shape.kind === "plain") return isComputed(attribute) && wanted === null;
    if (shape.nesting === "set") return false;
    return objectsCanComeFrom({ attributes: shape.attributes, blocks: {} }, before, wanted);
  });
  const blocksFit = Object.entries(fields.blocks).every(([name, block]) => {
    const [before, wanted] = [field(prior, name), field(config, name)];
    if (valuesEqual(blockType(block), before, wanted)) return true;
    return block.nesting !== "set" && objectsCanComeFrom(block, before, wanted);
  });
  return attributesFit && blocksFit;
}

function objectsCanComeFrom(fields: Fields, prior: Value, config: Value): boolean {
  if (Array.isArray(prior) && Array.isArray(config)) {
    return (
      prior.length === config.length &&
      prior.every((value: Value, index) => canComeFrom(fields, value, config[index] ?? null))
    );
  }
  return canComeFrom(fields, prior, config);
}

function elements(value: Value): readonly Value[] {
  if (value instanceof Map) return [...value.values()];
  return Array.isArray(value) ? value : [];
}
