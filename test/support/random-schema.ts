import { requiresReplace, useStateForUnknown } from "../../provider-bridge/framework/plan-modifiers";
import type { Attribute, AttributeMode, Nesting } from "../../provider-bridge/framework/schema/attribute";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import type { Block, BlockNesting } from "../../provider-bridge/framework/schema/block";
import { type Fields, type Schema, schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import type { ValueType } from "../../provider-bridge/framework/schema/value-type";
import type { CtyType } from "../../provider-bridge/framework/types/type";
import { parseNumber } from "../../provider-bridge/framework/values/decimal";
import { distinct } from "../../provider-bridge/framework/values/distinct";
import { UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../provider-bridge/framework/values/value";
import type { Random } from "./random";

const STRINGS = ["", "a", "b", "c", "é", "日本", "__proto__"];
const NUMBERS = ["0", "1", "2", "-7", "0.5", "0.1", "3.14159265358979323846264338327950288", "9007199254740993"];

/**
 * Where an attribute stands: inside a set neither dynamic nor write-only is allowed, inside a computed one all is computed.
 * Terraform does not find again what is computed in a set inside a set, so that every plan would change it.
 */
interface Surroundings {
  readonly depth: number;
  readonly sets: number;
  readonly inComputed: boolean;
  readonly replace: boolean;
  readonly replaceInside: boolean;
}

/** Where what is nested in something stands. */
function below(surroundings: Surroundings, nesting: Nesting, computed: boolean): Surroundings {
  const { depth, sets, inComputed, replaceInside } = surroundings;
  return {
    depth: depth - 1,
    sets: sets + Number(nesting === "set"),
    inComputed: inComputed || computed,
    replace: replaceInside,
    replaceInside,
  };
}

/** What a random schema may hold. */
export interface SchemaOptions {
  /**
   * Whether attributes in nested ones need a new resource. Where a whole nested value is unknown, nobody sees that in time:
   * the plan says update, and Terraform refuses to make it a replacement when more is known.
   */
  readonly replaceInside: boolean;
}

/** A random schema with nested attributes and blocks of every nesting, defaults, plan modifiers and write-only attributes. */
export function randomSchema(random: Random, { replaceInside }: SchemaOptions): Schema {
  const surroundings = { depth: 2, sets: 0, inComputed: false, replace: true, replaceInside };
  return schema({ description: "Random.", ...randomFields(random, surroundings, true) });
}

/** What tells the elements of a set apart: without it, Terraform takes one for the other where both may be computed. */
const KEY = "key";
const REQUIRED_KEY = attribute(types.string, { description: "Key.", required: true });
const COMPUTED_KEY = attribute(types.string, { description: "Key.", optional: true, computed: true });

function randomFields(random: Random, surroundings: Surroundings, blocks: boolean): Fields {
  const attributes: Record<string, Attribute> = {};
  if (surroundings.sets > 0) attributes[KEY] = surroundings.inComputed ? COMPUTED_KEY : REQUIRED_KEY;
  for (let index = random.integer(1, 5); index > 0; index -= 1)
    attributes[`a${index}`] = randomAttribute(random, surroundings);
  const inner: Record<string, Block> = {};
  if (blocks && surroundings.depth > 0) {
    for (let index = random.integer(0, 2); index > 0; index -= 1)
      inner[`b${index}`] = randomBlock(random, surroundings);
  }
  return { attributes, blocks: inner };
}

function randomBlock(random: Random, surroundings: Surroundings): Block {
  const nesting: BlockNesting = random.pick(["single", "list", "set"]);
  const fields = randomFields(random, below(surroundings, nesting, false), true);
  return { nesting, ...fields, description: "Block.", deprecated: undefined, validators: [] };
}

function randomAttribute(random: Random, surroundings: Surroundings): Attribute {
  const mode = randomMode(random, surroundings);
  const computed = mode === "computed" || mode === "optional-computed";
  const traits = {
    mode,
    description: "Attribute.",
    sensitive: random.chance(0.1),
    deprecated: undefined,
    validators: [],
    semantics: undefined,
    planModifiers: [
      ...(computed && random.chance() ? [useStateForUnknown()] : []),
      ...(surroundings.replace && !mode.startsWith("write-only") && random.chance(0.1) ? [requiresReplace()] : []),
    ],
  };
  if (mayNest(mode, surroundings) && random.chance(0.3)) {
    const nesting: Nesting = random.pick(["single", "list", "set", "map"]);
    const { attributes } = randomFields(random, below(surroundings, nesting, computed), false);
    return { ...traits, shape: { kind: "nested", nesting, attributes }, default: undefined };
  }
  const type = randomPlainType(random, surroundings);
  return {
    ...traits,
    shape: { kind: "plain", type },
    default: mode === "defaulted" ? randomPlain(random, type) : undefined,
  };
}

/** Terraform does not find again a nested value that is computed in a set, so that every plan would change it. */
function mayNest(mode: AttributeMode, { depth, sets }: Surroundings): boolean {
  if (depth === 0 || mode === "defaulted" || mode.startsWith("write-only")) return false;
  return sets === 0 || mode === "required" || mode === "optional";
}

function randomMode(random: Random, { sets, inComputed }: Surroundings): AttributeMode {
  if (inComputed) return random.pick(["computed", "optional-computed", "defaulted"]);
  const modes: AttributeMode[] = ["required", "optional", "optional", "computed", "optional-computed", "defaulted"];
  if (sets > 1) return random.pick(["required", "optional"]);
  return random.pick(sets > 0 ? modes : [...modes, "write-only-optional"]);
}

function randomPlainType(random: Random, { sets }: Surroundings): ValueType {
  const { string, bool, number, float64, int64, dynamic, list, set, map, object, nullable } = types;
  const simple: ValueType[] = [string, bool, number, float64, int64];
  const element = () => (random.chance() ? nullable(random.pick(simple)) : random.pick(simple));
  switch (random.integer(0, 9)) {
    case 0:
      return list(element());
    case 1:
      return set(element());
    case 2:
      return map(element());
    case 3:
      return object({ x: random.pick(simple), y: list(random.pick(simple)) });
    case 4:
      return sets > 0 ? string : dynamic;
    default:
      return random.pick(simple);
  }
}

/** How a random configuration is made. */
export interface ConfigOptions {
  /** How often a value is unknown. */
  readonly unknown: number;
}

/** A random configuration of these attributes and blocks, as Terraform would let it through. */
export function randomConfig(random: Random, fields: Fields, options: ConfigOptions): Value {
  const config = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    config.set(name, name === KEY ? randomKey(random, options.unknown) : randomConfigured(random, attribute, options));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    config.set(name, randomObjects(random, block.nesting, block, options, true));
  }
  return config;
}

function randomKey(random: Random, unknown = 0): Value {
  return random.chance(unknown) ? UNKNOWN : `key ${random.uint32()}`;
}

function randomConfigured(random: Random, { mode, shape }: Attribute, options: ConfigOptions): Value {
  if (mode === "computed" || (mode !== "required" && random.chance(0.4))) return null;
  if (random.chance(options.unknown)) return UNKNOWN;
  if (shape.kind === "plain") return randomPlain(random, shape.type, options.unknown);
  return randomObjects(random, shape.nesting, { attributes: shape.attributes, blocks: {} }, options, false);
}

function randomObjects(
  random: Random,
  nesting: Nesting,
  fields: Fields,
  options: ConfigOptions,
  block: boolean,
): Value {
  if (nesting === "single") return block && random.chance() ? null : randomConfig(random, fields, options);
  if (block && random.chance(options.unknown / 3)) return UNKNOWN;
  const objects = Array.from({ length: random.integer(0, 3) }, () => randomConfig(random, fields, options));
  return nesting === "map" ? new Map(objects.map((object, index) => [`k${index}`, object])) : objects;
}

/** A random value of an author's type. */
export function randomPlain(random: Random, type: ValueType, unknown = 0): Value {
  const inner = (item: ValueType): Value => {
    if (item.nullable === true && random.chance(0.2)) return null;
    return random.chance(unknown) ? UNKNOWN : randomPlain(random, item, unknown);
  };
  if (type.inner !== undefined && "fields" in type.inner) {
    return new Map(
      Object.entries(type.inner.fields).map(([name, item]) => [name, random.chance(0.3) ? null : inner(item)]),
    );
  }
  if (type.inner !== undefined && "element" in type.inner) {
    const { element } = type.inner;
    const items = Array.from({ length: random.integer(0, 3) }, () => inner(element));
    if (isKind(type.cty, "set")) return distinct(element.cty, items);
    return isKind(type.cty, "map") ? new Map(items.map((item, index) => [STRINGS[index + 1] ?? "z", item])) : items;
  }
  return randomSimple(random, type);
}

function isKind(type: CtyType, kind: "map" | "set"): boolean {
  return typeof type !== "string" && type.kind === kind;
}

function randomSimple(random: Random, type: ValueType): Value {
  if (type.cty === "string") return random.pick(STRINGS);
  if (type.cty === "bool") return random.chance();
  if (type.cty === "dynamic") {
    return random.chance() ? new DynamicValue("string", random.pick(STRINGS)) : new DynamicValue("number", 5);
  }
  const fits = NUMBERS.map(parseNumber).filter((number) => type.refuse?.(number) === undefined);
  return random.pick(fits);
}

/** A configuration with every unknown turned out as something. */
export function resolved(random: Random, fields: Fields, config: Value): Value {
  if (!(config instanceof Map)) return config;
  const result = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    const value = config.get(name) ?? null;
    result.set(
      name,
      name === KEY && value === UNKNOWN ? randomKey(random) : resolvedAttribute(random, attribute, value),
    );
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    const value = config.get(name) ?? null;
    const blocks = value === UNKNOWN ? randomObjects(random, block.nesting, block, { unknown: 0 }, true) : value;
    result.set(name, resolvedObjects(random, block, blocks));
  }
  return result;
}

function resolvedAttribute(random: Random, attribute: Attribute, value: Value): Value {
  const { shape, mode } = attribute;
  if (value === UNKNOWN) {
    const known: Attribute = mode === "required" ? attribute : { ...attribute, mode: "optional" };
    return randomConfigured(random, known, { unknown: 0 });
  }
  if (shape.kind === "plain") return resolvedPlain(random, shape.type, value);
  return resolvedObjects(random, { attributes: shape.attributes, blocks: {} }, value);
}

function resolvedObjects(random: Random, fields: Fields, value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => resolved(random, fields, item));
  if (!(value instanceof Map)) return value;
  const isObject = Object.keys(fields.attributes).some((name) => value.has(name));
  if (isObject) return resolved(random, fields, value);
  return new Map([...value].map(([key, item]) => [key, resolved(random, fields, item)]));
}

function resolvedPlain(random: Random, type: ValueType, value: Value): Value {
  if (value === UNKNOWN) return randomPlain(random, type);
  const { inner } = type;
  if (inner === undefined || value === null) return value;
  if ("fields" in inner && value instanceof Map) {
    return new Map(
      [...value].map(([name, item]) => {
        const field = inner.fields[name];
        return [name, field === undefined ? item : resolvedPlain(random, field, item)];
      }),
    );
  }
  if (!("element" in inner)) return value;
  if (Array.isArray(value)) return value.map((item: Value) => resolvedPlain(random, inner.element, item));
  if (!(value instanceof Map)) return value;
  return new Map([...value].map(([key, item]) => [key, resolvedPlain(random, inner.element, item)]));
}
