import { type CtyType, listOf, mapOf, objectOf, setOf, tupleOf } from "../../provider-bridge/framework/types/type";
import { type Refinement, UNKNOWN, Unknown } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../../provider-bridge/framework/values/value";
import { canonicalSet } from "../../provider-bridge/protocol/values/canonical-set";
import { readNumber } from "../../provider-bridge/protocol/values/number-text";
import { normalizeText } from "../../provider-bridge/protocol/values/text";
import type { Random } from "./random";

const NAMES = [
  "a",
  "b",
  "id",
  "name",
  "tags",
  "user_data",
  "x-y",
  "é",
  "名前",
  "__proto__",
  "constructor",
  "a b",
  '"q"',
  "<&>",
];
const LETTERS = [
  "a",
  "Z",
  "0",
  " ",
  "\n",
  "\0",
  '"',
  "\\",
  "<",
  "&",
  "é",
  "e\u0301",
  "ß",
  "日本",
  "🚀",
  "👩‍👩‍👧",
  "\u2028",
  "￿",
  "𐀀",
  "각",
];

/** A random type; `depth` bounds how deep it nests. */
export function randomType(random: Random, depth: number): CtyType {
  if (depth === 0 || random.chance(0.3)) return random.pick(["string", "number", "bool", "dynamic"]);
  const inner = (): CtyType => randomType(random, depth - 1);
  switch (random.integer(0, 4)) {
    case 0:
      return listOf(inner());
    case 1:
      return setOf(inner());
    case 2:
      return mapOf(inner());
    case 3:
      return tupleOf(Array.from({ length: random.integer(0, 3) }, inner));
    default:
      return objectOf(new Map(randomNames(random).map((name) => [name, inner()])));
  }
}

function randomNames(random: Random): readonly string[] {
  return Array.from({ length: random.integer(0, 4) }, () => random.pick(NAMES));
}

/** The type with every `dynamic` in it replaced by a type that is none. */
export function concreteType(random: Random, type: CtyType): CtyType {
  if (type === "dynamic") {
    const instead = randomType(random, 2);
    return concreteType(random, instead === "dynamic" ? "string" : instead);
  }
  if (typeof type === "string") return type;
  switch (type.kind) {
    case "list":
      return listOf(concreteType(random, type.element));
    case "set":
      return setOf(concreteType(random, type.element));
    case "map":
      return mapOf(concreteType(random, type.element));
    case "tuple":
      return tupleOf(type.elements.map((element) => concreteType(random, element)));
    case "object":
      return objectOf(new Map([...type.attributes].map(([name, own]) => [name, concreteType(random, own)])));
  }
}

/** A random value of a type. Everything that travels with its type inside has the one that `concrete` says. */
export function randomValue(random: Random, type: CtyType, concrete: CtyType = concreteType(random, type)): Value {
  if (type === "dynamic") return new DynamicValue(concrete, randomValue(random, concrete, concrete));
  // Where types travel inside, a null would not say which: its elders would differ from it.
  const isPlain = JSON.stringify(plainForm(type)) === JSON.stringify(plainForm(concrete));
  if (isPlain && random.chance(0.06)) return null;
  if (isPlain && random.chance(0.06)) return randomUnknown(random, type);
  switch (type) {
    case "string":
      return randomText(random);
    case "number":
      return randomNumber(random);
    case "bool":
      return random.chance();
  }
  // An empty collection of travelling types would not say which, either.
  return typeof concrete === "string" ? null : randomCompound(random, type, concrete, isPlain ? 0 : 1);
}

type Compound = Exclude<CtyType, string>;

function randomCompound(random: Random, type: Compound, concrete: Compound, least: number): Value {
  const isFlat = "element" in type && typeof type.element === "string" && type.element !== "dynamic";
  const count = isFlat && random.chance(0.05) ? random.integer(16, 40) : random.integer(least, 4);
  const own = (part: Compound): CtyType => ("element" in part ? part.element : "dynamic");
  const elements = (): Value[] => Array.from({ length: count }, () => randomValue(random, own(type), own(concrete)));
  switch (type.kind) {
    case "list":
      return elements();
    case "set":
      return canonicalSet(type.element, elements());
    case "map":
      return new Map(elements().map((element) => [normalizeText(randomText(random)), element]));
    case "tuple":
      return type.elements.map((element, index) => {
        return randomValue(random, element, concrete.kind === "tuple" ? concrete.elements[index] : undefined);
      });
    case "object": {
      const attributes = concrete.kind === "object" ? concrete.attributes : type.attributes;
      return new Map([...type.attributes].map(([name, own]) => [name, randomValue(random, own, attributes.get(name))]));
    }
  }
}

/** A type as JSON can compare it. */
function plainForm(type: CtyType): unknown {
  if (typeof type === "string") return type;
  if (type.kind === "object") return [...type.attributes].map(([name, own]) => [name, plainForm(own)]);
  return type.kind === "tuple" ? type.elements.map(plainForm) : [type.kind, plainForm(type.element)];
}

/** Random text in normal form; lengths around the widths of headers come often. */
export function randomText(random: Random): string {
  if (random.chance(0.02)) return "x".repeat(random.pick([31, 32, 255, 256]));
  if (random.chance(0.0002)) return "x".repeat(random.pick([65535, 65536]));
  return normalizeText(Array.from({ length: random.integer(0, 8) }, () => random.pick(LETTERS)).join(""));
}

/** A random number of every kind: small, at the edges of widths, beyond 64 bits, doubles, decimals. */
export function randomNumber(random: Random): NumberValue {
  switch (random.integer(0, 5)) {
    case 0:
      return random.integer(-40, 300);
    case 1: {
      const edge = (1n << BigInt(random.integer(5, 70))) + BigInt(random.integer(-1, 1));
      return readNumber(String(random.chance() ? edge : -edge)) ?? 0;
    }
    case 2:
      return (random.fraction() - 0.5) * 2 ** random.integer(-40, 30);
    case 3:
      return (
        random.pick([Infinity, -Infinity, 0.1, 1.5, 5e-324, 1.7976931348623157e308]) * (random.chance(0.9) ? 0.5 : 1)
      );
    default:
      return readNumber(randomDecimal(random)) ?? 0;
  }
}

function randomDecimal(random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.integer(0, 9)).join("");
  const whole = `${random.integer(1, 9)}${digits(random.pick([0, 3, 20, 160]))}`;
  const power = random.chance(0.2) ? `e${random.integer(-80, 80)}` : "";
  return `${random.chance() ? "-" : ""}${whole}.${digits(random.pick([1, 3, 20]))}${power}`;
}

function randomUnknown(random: Random, type: CtyType): Unknown {
  const refinement: Refinement = { ...(random.chance() ? { notNull: true } : {}), ...typedRefinement(random, type) };
  return Object.keys(refinement).length === 0 || random.chance(0.3) ? UNKNOWN : new Unknown(refinement);
}

function typedRefinement(random: Random, type: CtyType): Refinement {
  if (random.chance(0.3)) return {};
  if (type === "string") return { prefix: `p${randomText(random).slice(0, 40)}.` };
  if (type === "number") {
    const low = random.integer(-1000, 1000);
    const bound = (value: number) => ({ value, inclusive: random.chance() });
    return { min: bound(low), ...(random.chance() ? { max: bound(low + random.integer(1, 50)) } : {}) };
  }
  if (typeof type === "string" || type.kind === "object" || type.kind === "tuple") return {};
  const minLength = random.integer(1, 300);
  return { minLength, ...(random.chance() ? { maxLength: minLength + random.integer(1, 70_000) } : {}) };
}
