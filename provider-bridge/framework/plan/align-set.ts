import type { Attribute } from "../schema/attribute";
import type { Block } from "../schema/block";
import { attributeType } from "../schema/cty-type";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import type { CtyType } from "../types/type";
import { valuesEqual } from "../values/equal";
import { isWhollyKnown } from "../values/known";
import { UNKNOWN } from "../values/unknown";
import type { Value } from "../values/value";
import { valueKey } from "../values/value-key";
import type { Aligned } from "./aligned";
import { canBeComputed, isWriteOnly } from "./mode";

/**
 * The elements of a planned set, each with the configured element it comes from (null where there is none) and the prior
 * one (unknown where there is none for sure).
 * Elements of a set have no name: one comes from another where everything that the configuration sets is the same, and
 * everything else is computed. They are looked up by the attributes that a provider can never change.
 */
export function alignSet(fields: Fields, values: Aligned): readonly Aligned[] {
  const stored = new UniquePrior(fields, values);
  return configuredElements(fields, values).map((element) => ({
    ...element,
    prior: stored.of(element.config ?? element.plan) ?? UNKNOWN,
  }));
}

/**
 * Each configured element with its planned one. Terraform proposes the same element for two configured ones that differ
 * only in what it fills in from the prior state: the second is then planned as it is configured.
 */
function configuredElements(fields: Fields, { config, plan }: Aligned): readonly Omit<Aligned, "prior">[] {
  if (!Array.isArray(config)) return elementsOf(plan).map((element) => ({ config: null, plan: element }));
  const pool = new Pool(fields, plan);
  return config.map((element: Value) => ({
    config: element,
    plan: pool.take(element, (candidate) => comesFrom(fields, element, candidate)) ?? element,
  }));
}

/**
 * Prior elements, found where there can be no doubt: one element here, one there, and nothing unknown in any that could
 * turn out to be the same. What is planned from a prior element must be planned again when more is known.
 */
class UniquePrior {
  readonly #fields: Fields;
  readonly #prior: ReadonlyMap<string, readonly Value[]>;
  readonly #wanted: ReadonlyMap<string, readonly Value[]>;
  readonly #certain: boolean;

  constructor(fields: Fields, { config, prior, plan }: Aligned) {
    const wanted = elementsOf(Array.isArray(config) ? config : plan);
    this.#fields = fields;
    this.#prior = byFixedKey(fields, elementsOf(prior));
    this.#wanted = byFixedKey(fields, wanted);
    this.#certain = wanted.every((element) => isFixedKnown(fields, element));
  }

  of(element: Value): Value | undefined {
    const key = fixedKey(this.#fields, element);
    const [candidate, ...others] = this.#prior.get(key) ?? [];
    if (!this.#certain || candidate === undefined || others.length > 0) return undefined;
    if (this.#wanted.get(key)?.length !== 1) return undefined;
    return comesFrom(this.#fields, element, candidate) ? candidate : undefined;
  }
}

/** Elements not taken yet, found by what the provider can never change of them. */
class Pool {
  readonly #fields: Fields;
  readonly #byKey: ReadonlyMap<string, Value[]>;

  constructor(fields: Fields, set: Value) {
    this.#fields = fields;
    this.#byKey = byFixedKey(fields, elementsOf(set));
  }

  take(like: Value, fits: (candidate: Value) => boolean): Value | undefined {
    const bucket = this.#byKey.get(fixedKey(this.#fields, like));
    const index = bucket?.findIndex(fits) ?? -1;
    return index < 0 ? undefined : bucket?.splice(index, 1)[0];
  }
}

function byFixedKey(fields: Fields, elements: readonly Value[]): ReadonlyMap<string, Value[]> {
  const buckets = new Map<string, Value[]>();
  for (const element of elements) {
    const key = fixedKey(fields, element);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [element]);
    else bucket.push(element);
  }
  return buckets;
}

function elementsOf(set: Value): readonly Value[] {
  return Array.isArray(set) ? set : [];
}

const fixed = new WeakMap<Fields, readonly [string, CtyType][]>();

/** The plain attributes that nobody but the configuration sets. */
function fixedNames(fields: Fields): readonly [string, CtyType][] {
  const known = fixed.get(fields);
  if (known !== undefined) return known;
  const names = Object.entries(fields.attributes).flatMap(([name, attribute]): [string, CtyType][] =>
    attribute.shape.kind === "nested" || canBeComputed(attribute) || isWriteOnly(attribute)
      ? []
      : [[name, attribute.shape.type.cty]],
  );
  fixed.set(fields, names);
  return names;
}

function fixedKey(fields: Fields, element: Value): string {
  if (!(element instanceof Map)) return valueKey("dynamic", element);
  return fixedNames(fields)
    .map(([name, type]) => valueKey(type, element.get(name) ?? null))
    .join(";");
}

function isFixedKnown(fields: Fields, element: Value): boolean {
  return element instanceof Map && fixedNames(fields).every(([name]) => isWhollyKnown(element.get(name) ?? null));
}

/** Whether `other` can have come from what is configured: set attributes are the same, others are computed or null. */
function comesFrom(fields: Fields, config: Value, other: Value): boolean {
  if (!(config instanceof Map) || !(other instanceof Map))
    return valueKey("dynamic", config) === valueKey("dynamic", other);
  return (
    Object.entries(fields.attributes).every(([name, attribute]) =>
      attributeComesFrom(attribute, config.get(name) ?? null, other.get(name) ?? null),
    ) &&
    Object.entries(fields.blocks).every(([name, block]) =>
      objectsComeFrom(block.nesting, block, config.get(name) ?? null, other.get(name) ?? null),
    )
  );
}

function attributeComesFrom(attribute: Attribute, config: Value, other: Value): boolean {
  if (isWriteOnly(attribute)) return true;
  if (config === null) return other === null || canBeComputed(attribute);
  if (valuesEqual(attributeType(attribute), config, other)) return true;
  const { shape } = attribute;
  return shape.kind === "nested" && objectsComeFrom(shape.nesting, nestedFields(shape.attributes), config, other);
}

function objectsComeFrom(nesting: Block["nesting"] | "map", fields: Fields, config: Value, other: Value): boolean {
  if (nesting === "single")
    return config === null || other === null ? config === other : comesFrom(fields, config, other);
  if (config instanceof Map && other instanceof Map) {
    const keys = [...config.keys()];
    return (
      config.size === other.size &&
      keys.every((key) => other.has(key) && comesFrom(fields, config.get(key) ?? null, other.get(key) ?? null))
    );
  }
  if (!Array.isArray(config) || !Array.isArray(other) || config.length !== other.length) return config === other;
  if (nesting === "list")
    return config.every((element: Value, index) => comesFrom(fields, element, other[index] ?? null));
  const rest = new Pool(fields, other);
  return config.every(
    (element: Value) => rest.take(element, (candidate) => comesFrom(fields, element, candidate)) !== undefined,
  );
}
