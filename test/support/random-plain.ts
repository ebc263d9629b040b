import type { ValueType } from "../../provider-bridge/framework/schema/value-type";
import type { CtyType } from "../../provider-bridge/framework/types/type";
import { parseNumber } from "../../provider-bridge/framework/values/decimal";
import { distinct } from "../../provider-bridge/framework/values/distinct";
import { UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../provider-bridge/framework/values/value";
import type { Random } from "./random";

const STRINGS = ["", "a", "b", "c", "é", "日本", "__proto__"];
const NUMBERS = ["0", "1", "2", "-7", "0.5", "0.1", "3.14159265358979323846264338327950288", "9007199254740993"];

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
