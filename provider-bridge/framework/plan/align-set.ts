import type { Attribute } from "../schema/attribute";
import type { Block } from "../schema/block";
import { attributeType } from "../schema/cty-type";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { valuesEqual } from "../values/equal";
import type { Value } from "../values/value";
import { valueKey } from "../values/value-key";
import type { Aligned } from "./aligned";
import { canBeComputed, isWriteOnly } from "./mode";

/**
 * The elements of a planned set, each with the configured and the prior element it comes from (null where there is none).
 * Elements of a set have no name: one comes from another where everything the configuration sets is the same, and
 * everything else is computed. Looked up by the attributes that the provider can never change.
 */
export function alignSet(fields: Fields, values: Aligned): readonly Aligned[] {
  const configured = new Pool(fields, values.config);
  const stored = new Pool(fields, values.prior);
  return elementsOf(values.plan).map((plan) => {
    const config = configured.take(plan, (candidate) => comesFrom(fields, candidate, plan));
    const prior = stored.take(plan, (candidate) => comesFrom(fields, config ?? plan, candidate));
    return { config: config ?? null, prior: prior ?? null, plan };
  });
}

/** Elements not taken yet, found by what the provider can never change of them. */
class Pool {
  readonly #fields: Fields;
  readonly #byKey = new Map<string, Value[]>();

  constructor(fields: Fields, set: Value) {
    this.#fields = fields;
    for (const element of elementsOf(set)) {
      const key = fixedKey(fields, element);
      const bucket = this.#byKey.get(key);
      if (bucket === undefined) this.#byKey.set(key, [element]);
      else bucket.push(element);
    }
  }

  take(like: Value, fits: (candidate: Value) => boolean): Value | undefined {
    const bucket = this.#byKey.get(fixedKey(this.#fields, like));
    const index = bucket?.findIndex(fits) ?? -1;
    return index < 0 ? undefined : bucket?.splice(index, 1)[0];
  }
}

function elementsOf(set: Value): readonly Value[] {
  return Array.isArray(set) ? set : [];
}

function fixedKey(fields: Fields, element: Value): string {
  if (!(element instanceof Map)) return valueKey("dynamic", element);
  let key = "";
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    if (attribute.shape.kind === "nested" || canBeComputed(attribute) || isWriteOnly(attribute)) continue;
    key += `${valueKey(attribute.shape.type.cty, element.get(name) ?? null)};`;
  }
  return key;
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
