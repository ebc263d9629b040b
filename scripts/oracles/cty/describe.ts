import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { Decimal, numberText } from "../../../provider-bridge/framework/values/decimal";
import { isUnknown, type NumberBound, type Unknown } from "../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../../../provider-bridge/framework/values/value";
import { compareNumbers } from "../../../provider-bridge/protocol/values/number-order";
import { readNumber } from "../../../provider-bridge/protocol/values/number-text";
import { compareText, encodeText, hasLoneSurrogate } from "../../../provider-bridge/protocol/values/text";
import { typeText } from "../../../provider-bridge/protocol/values/type-json";

/** The oracle's description of a value, as its README defines it: JSON, relative to the static type. */
export function describeValue(type: CtyType, value: Value): unknown {
  if (value instanceof DynamicValue) {
    return { d: JSON.parse(typeText(value.type)), v: describeValue(value.type, value.value) };
  }
  if (value === null || typeof value === "boolean") return value;
  if (isUnknown(value)) return describeUnknown(type, value);
  if (typeof value === "string") return describeString(value);
  if (isNumber(value)) return describeNumber(value);
  if (typeof type === "string") throw new TypeError(`A compound value has the type ${type}`);
  if (value instanceof Map) return describeEntries(type, value);
  if (!Array.isArray(value)) throw new TypeError("A value is of no known kind");
  const items: readonly Value[] = value;
  switch (type.kind) {
    case "list":
      return { l: items.map((item) => describeValue(type.element, item)) };
    case "set":
      return { s: items.map((item) => describeValue(type.element, item)) };
    case "tuple":
      return { t: items.map((item, index) => describeValue(type.elements[index] ?? "dynamic", item)) };
    default:
      throw new TypeError(`An array has the type ${type.kind}`);
  }
}

function describeEntries(type: Exclude<CtyType, string>, value: ReadonlyMap<string, Value>): unknown {
  if (type.kind !== "map" && type.kind !== "object") throw new TypeError(`A Map has the type ${type.kind}`);
  const typeOf = (key: string): CtyType =>
    type.kind === "map" ? type.element : (type.attributes.get(key) ?? "dynamic");
  const entries = [...value].sort(([left], [right]) => compareText(left, right));
  const described = entries.map(([key, item]) => [describeString(key), describeValue(typeOf(key), item)]);
  return type.kind === "map" ? { m: described } : { o: described };
}

function isNumber(value: Value): value is NumberValue {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Decimal;
}

function describeString(text: string): unknown {
  return hasLoneSurrogate(text) ? { x: encodeText(text).toString("hex") } : text;
}

/** `f64` marks a double that is not the decimal which its shortest text names. */
function describeNumber(value: NumberValue): unknown {
  const text = numberText(value);
  const back = readNumber(text);
  if (text === "Infinity" || text === "-Infinity") return { n: text };
  if (back === undefined) throw new TypeError("A number has no text");
  return compareNumbers(back, value) === 0 ? { n: text } : { n: text, f64: true };
}

function describeUnknown(type: CtyType, unknown: Unknown): unknown {
  const { notNull, prefix, min, max, minLength, maxLength } = unknown.refinement ?? {};
  if (type === "dynamic") return { u: {} };
  return {
    u: {
      ...(notNull === undefined ? {} : { notNull }),
      ...(prefix === undefined ? {} : { prefix: describeString(prefix) }),
      ...(min === undefined ? {} : { min: describeBound(min) }),
      ...(max === undefined ? {} : { max: describeBound(max) }),
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
    },
  };
}

function describeBound(bound: NumberBound): unknown {
  return [describeNumber(bound.value), bound.inclusive];
}

/** Settings of {@link comparableText}. */
export interface ComparableOptions {
  /** Leaves out which of the two spellings a double had; JSON cannot tell them apart. @default false */
  readonly ignoreDoubles?: boolean;
  /** Leaves out what is known of unknown values. @default false */
  readonly ignoreRefinements?: boolean;
}

/** A description as text that is equal where the descriptions are: sets without an order of their own are sorted. */
export function comparableText(description: unknown, options: ComparableOptions = {}): string {
  return JSON.stringify(ordered(description, options));
}

function ordered(description: unknown, options: ComparableOptions): unknown {
  if (Array.isArray(description)) return description.map((item: unknown) => ordered(item, options));
  if (typeof description !== "object" || description === null) return description;
  if (options.ignoreRefinements === true && "u" in description) return { u: {} };
  const entries = Object.entries(description).filter(([key]) => !(options.ignoreDoubles === true && key === "f64"));
  const sorted = entries.map(([key, item]): [string, unknown] => {
    const inner = ordered(item, options);
    return key === "s" && Array.isArray(inner) ? [key, setInOrder(inner)] : [key, inner];
  });
  return Object.fromEntries(sorted.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function setInOrder(items: readonly unknown[]): readonly unknown[] {
  if (!items.some(isCompound)) return items;
  return items.map((item) => JSON.stringify(item)).sort();
}

function isCompound(item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  if ("d" in item && "v" in item) return isCompound(item.v);
  return ["l", "s", "t", "m", "o"].some((key) => key in item);
}

/** Whether a description holds a set whose order Terraform leaves open. */
export function hasOpenOrder(description: unknown): boolean {
  if (Array.isArray(description)) return description.some(hasOpenOrder);
  if (typeof description !== "object" || description === null) return false;
  if (
    "s" in description &&
    Array.isArray(description.s) &&
    description.s.length > 1 &&
    description.s.some(isCompound)
  ) {
    return true;
  }
  return Object.values(description).some(hasOpenOrder);
}
