import { requiresReplace, useStateForUnknown } from "../../provider-bridge/framework/plan-modifiers";
import type { Attribute, AttributeMode, Nesting } from "../../provider-bridge/framework/schema/attribute";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import type { Block, BlockNesting } from "../../provider-bridge/framework/schema/block";
import { type Fields, type Schema, schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import type { ValueType } from "../../provider-bridge/framework/schema/value-type";
import type { Random } from "./random";
import { randomPlain } from "./random-plain";

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
export const KEY = "key";
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
