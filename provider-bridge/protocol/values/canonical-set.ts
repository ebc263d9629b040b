import type { CtyType } from "../../framework/types/type";
import { Decimal, numberText } from "../../framework/values/decimal";
import { isUnknown } from "../../framework/values/unknown";
import { DynamicValue, type NumberValue, type Value } from "../../framework/values/value";
import { compareNumbers } from "./number-order";
import { compareText } from "./text";

/**
 * The elements of a set without doubles, in Terraform's order: known ones, then unknown ones, nulls last. Strings go by
 * their bytes, numbers by size, false before true; Terraform promises no order for anything else, so that stays as it came.
 * Two unknowns are never the same element.
 */
export function canonicalSet(element: CtyType, items: readonly Value[]): readonly Value[] {
  if (items.length < 2) return items;
  const known: Value[] = [];
  const unknown: Value[] = [];
  const nulls: Value[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    const value = plain(item);
    if (isUnknown(value)) unknown.push(item);
    else if (value === null) nulls[0] = item;
    else if (isNew(seen, element, item)) known.push(item);
  }
  return [...inOrder(known), ...unknown, ...nulls];
}

/** The elements of a set of `dynamic` all have one type, so their order is that of the values inside. */
function plain(item: Value): Value {
  return item instanceof DynamicValue ? item.value : item;
}

function isNew(seen: Set<string>, element: CtyType, item: Value): boolean {
  const identity = identityOf(element, item);
  if (identity === undefined) return true;
  if (seen.has(identity)) return false;
  seen.add(identity);
  return true;
}

function inOrder(items: Value[]): Value[] {
  const first = plain(items[0] ?? null);
  if (first === null || typeof first === "object") {
    return first instanceof Decimal ? items.sort((left, right) => compareElements(plain(left), plain(right))) : items;
  }
  return items.sort((left, right) => compareElements(plain(left), plain(right)));
}

function compareElements(left: Value, right: Value): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  return Number(left === true) - Number(right === true);
}

function isNumber(item: Value): item is NumberValue {
  return typeof item === "number" || typeof item === "bigint" || item instanceof Decimal;
}

/** Text that equal values share and others do not; undefined where anything in it is unknown. */
function identityOf(type: CtyType, value: Value): string | undefined {
  if (value === null) return "~";
  if (isUnknown(value)) return undefined;
  if (typeof value === "string") return `"${value.length}:${value}`;
  if (typeof value === "boolean") return value ? "T" : "F";
  if (isNumber(value)) return numberIdentity(value);
  if (value instanceof DynamicValue) return identityOf(value.type, value.value);
  if (typeof type === "string") return undefined;
  if (value instanceof Map) return mapIdentity(type, value);
  if (!Array.isArray(value)) return undefined;
  const parts: string[] = [];
  for (const [index, item] of value.entries()) {
    const part = identityOf(type.kind === "tuple" ? (type.elements[index] ?? "dynamic") : elementOf(type), item);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  if (type.kind === "set") parts.sort();
  return `[${parts.join(",")}]`;
}

function mapIdentity(type: CtyType, value: ReadonlyMap<string, Value>): string | undefined {
  const parts: string[] = [];
  for (const [key, item] of value) {
    const attribute = typeof type !== "string" && type.kind === "object" ? type.attributes.get(key) : undefined;
    const part = identityOf(attribute ?? elementOf(type), item);
    if (part === undefined) return undefined;
    parts.push(`"${key.length}:${key}=${part}`);
  }
  return `{${parts.sort().join(",")}}`;
}

function elementOf(type: CtyType): CtyType {
  return typeof type !== "string" && "element" in type ? type.element : "dynamic";
}

/** Integers are compared exactly, other numbers by their shortest text; -0 is 0. */
function numberIdentity(value: NumberValue): string {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value).toString();
  return numberText(value);
}
