import type { Attribute } from "../schema/attribute";
import { fieldsType } from "../schema/cty-type";
import { attributeNative } from "../schema/native";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { sameMap } from "../values/same-map";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import { valueKey } from "../values/value-key";
import { field, item } from "./aligned";
import { holding } from "./holding";

/**
 * A new state in which each value that means the same as the prior one (see `Semantics`) is spelled as the prior one.
 * `prior` is the plan after create and update, the stored state after read.
 */
export function keepSpelling(fields: Fields, prior: Value, next: Value): Value {
  if (!(next instanceof Map) || !(prior instanceof Map) || !hasSemantics(fields)) return next;
  const result = new Map<string, Value>(next);
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    result.set(name, attributeSpelling(attribute, field(prior, name), field(next, name)));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    result.set(name, objectsSpelling(block.nesting, block, field(prior, name), field(next, name)));
  }
  return sameMap(next, result);
}

function attributeSpelling(attribute: Attribute, prior: Value, next: Value): Value {
  if (prior === null || next === null || isUnknown(prior) || isUnknown(next)) return next;
  const { semantics, shape } = attribute;
  if (semantics?.equal(attributeNative(attribute, prior), attributeNative(attribute, next)) === true) return prior;
  return shape.kind === "plain" ? next : objectsSpelling(shape.nesting, nestedFields(shape.attributes), prior, next);
}

function objectsSpelling(nesting: string, fields: Fields, prior: Value, next: Value): Value {
  if (!hasSemantics(fields)) return next;
  if (nesting === "single") return keepSpelling(fields, prior, next);
  if (next instanceof Map) {
    return new Map([...next].map(([key, element]) => [key, keepSpelling(fields, field(prior, key), element)]));
  }
  if (!Array.isArray(next)) return next;
  if (nesting === "list") return next.map((element: Value, index) => keepSpelling(fields, item(prior, index), element));
  return setSpelling(fields, Array.isArray(prior) ? prior : [], next);
}

/** Elements of a set: each takes the spelling of the first prior element that is the same in everything else. */
function setSpelling(fields: Fields, prior: readonly Value[], next: readonly Value[]): Value {
  const type = fieldsType(fields);
  const byKey = new Map<string, Value[]>();
  for (const element of prior) {
    const key = restKey(fields, element);
    byKey.set(key, [...(byKey.get(key) ?? []), element]);
  }
  return next.map((element) => {
    const candidates = byKey.get(restKey(fields, element)) ?? [];
    const spellings = candidates.map((candidate) => ({ candidate, spelled: keepSpelling(fields, candidate, element) }));
    const same = spellings.find(({ candidate, spelled }) => valueKey(type, candidate) === valueKey(type, spelled));
    return same?.candidate ?? element;
  });
}

/** What an element is, but for the attributes that have several spellings. */
function restKey(fields: Fields, element: Value): string {
  return Object.entries(fields.attributes)
    .filter(([, attribute]) => attribute.shape.kind === "plain" && attribute.semantics === undefined)
    .map(([name]) => valueKey("dynamic", field(element, name)))
    .join(";");
}

const hasSemantics = holding(({ semantics }) => semantics !== undefined);
