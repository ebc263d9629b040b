import type { Attribute, Nesting } from "../../provider-bridge/framework/schema/attribute";
import { nestedFields } from "../../provider-bridge/framework/schema/nested-fields";
import type { Fields } from "../../provider-bridge/framework/schema/schema";
import type { ValueType } from "../../provider-bridge/framework/schema/value-type";
import { isWhollyKnown } from "../../provider-bridge/framework/values/known";
import { isUnknown, Unknown } from "../../provider-bridge/framework/values/unknown";
import type { Value } from "../../provider-bridge/framework/values/value";
import type { Random } from "./random";
import { randomPlain } from "./random-plain";
import { KEY } from "./random-schema";

/** A configuration, and what its unknowns will turn out as. */
export interface RandomConfig {
  readonly config: Value;
  /** What an unknown of the configuration hides; one that is not here may turn out as anything. */
  readonly truths: ReadonlyMap<Unknown, Value>;
}

/** Makes configurations of one schema. */
export class ConfigMaker {
  readonly #random: Random;
  readonly #unknown: number;
  readonly #truths = new Map<Unknown, Value>();

  /** `unknown` is how often a value is unknown. */
  constructor(random: Random, unknown: number) {
    this.#random = random;
    this.#unknown = unknown;
  }

  /** A configuration as Terraform would let it through, made from another one (null for none) as a user would change it. */
  make(fields: Fields, before: Value): RandomConfig {
    return { config: this.#object(fields, before), truths: this.#truths };
  }

  #object(fields: Fields, before: Value): Value {
    const config = new Map<string, Value>();
    const old = before instanceof Map ? before : new Map<string, Value>();
    for (const [name, attribute] of Object.entries(fields.attributes)) {
      config.set(name, this.#attribute(name, attribute, old.get(name)));
    }
    for (const [name, block] of Object.entries(fields.blocks)) {
      config.set(name, this.#objects(block.nesting, block, old.get(name), true));
    }
    return config;
  }

  #attribute(name: string, attribute: Attribute, before: Value | undefined): Value {
    const random = this.#random;
    const { mode, shape } = attribute;
    if (mode === "computed") return null;
    const kept = before !== undefined && random.chance(0.7);
    if (name === KEY) return this.#perhapsUnknown(kept ? before : `key ${random.uint32()}`);
    if (kept && (before === null || shape.kind === "plain"))
      return before === null ? null : this.#perhapsUnknown(before);
    if (mode !== "required" && random.chance(0.4)) return null;
    if (shape.kind === "plain") return this.#perhapsUnknown(randomPlain(random, shape.type, this.#unknown));
    return this.#perhapsUnknown(
      this.#objects(shape.nesting, nestedFields(shape.attributes), before ?? undefined, false),
    );
  }

  /** The value, or an unknown which hides it. */
  #perhapsUnknown(value: Value): Value {
    if (!this.#random.chance(this.#unknown)) return value;
    const unknown = new Unknown();
    if (isWhollyKnown(value)) this.#truths.set(unknown, value);
    return unknown;
  }

  #objects(nesting: Nesting, fields: Fields, before: Value | undefined, block: boolean): Value {
    const random = this.#random;
    if (nesting === "single") {
      if (block && random.chance(before === null ? 0.7 : 0.3)) return null;
      return this.#object(fields, before ?? null);
    }
    if (block && random.chance(this.#unknown / 3)) return new Unknown();
    if (nesting === "map") return this.#map(fields, before);
    const old: readonly Value[] = Array.isArray(before) ? before : [];
    const kept = old
      .filter(() => random.chance(0.8))
      .map((item: Value) => (random.chance() ? item : this.#object(fields, item)));
    const added = Array.from({ length: random.integer(0, 2) }, () => this.#object(fields, null));
    return [...kept, ...added];
  }

  #map(fields: Fields, before: Value | undefined): Value {
    const random = this.#random;
    const kept = before instanceof Map ? [...before].filter(() => random.chance(0.8)) : [];
    const objects = new Map<string, Value>(kept.map(([key, item]) => [key, this.#object(fields, item)]));
    for (let count = random.integer(0, 2); count > 0; count -= 1)
      objects.set(`k${random.integer(0, 4)}`, this.#object(fields, null));
    return objects;
  }
}

/** A configuration with every unknown turned out as what it hides, or as something else. */
export function resolved(random: Random, fields: Fields, { config, truths }: RandomConfig): Value {
  const maker = new ConfigMaker(random, 0);
  const truth = (unknown: Unknown, other: () => Value): Value => {
    const value = truths.get(unknown);
    return value !== undefined && random.chance(0.7) ? value : other();
  };
  const object = (inner: Fields, value: Value): Value => {
    if (!(value instanceof Map)) return value;
    const fresh = maker.make(inner, null).config;
    const other = (name: string): Value => (fresh instanceof Map ? (fresh.get(name) ?? null) : null);
    const result = new Map<string, Value>();
    for (const [name, { shape }] of Object.entries(inner.attributes)) {
      const item = value.get(name) ?? null;
      const known = isUnknown(item) ? truth(item, () => other(name)) : item;
      result.set(
        name,
        shape.kind === "plain"
          ? plain(shape.type, known)
          : objects(shape.nesting, nestedFields(shape.attributes), known),
      );
    }
    for (const [name, block] of Object.entries(inner.blocks)) {
      const item = value.get(name) ?? null;
      result.set(name, objects(block.nesting, block, isUnknown(item) ? other(name) : item));
    }
    return result;
  };
  const objects = (nesting: Nesting, inner: Fields, value: Value): Value => {
    if (nesting === "single") return object(inner, value);
    if (Array.isArray(value)) return value.map((item: Value) => object(inner, item));
    return value instanceof Map ? new Map([...value].map(([key, item]) => [key, object(inner, item)])) : value;
  };
  const plain = (type: ValueType, value: Value): Value => resolvedPlain(random, type, value);
  return object(fields, config);
}

/** A plain value with every unknown in it turned out as something. */
function resolvedPlain(random: Random, type: ValueType, value: Value): Value {
  if (isUnknown(value)) return randomPlain(random, type);
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
