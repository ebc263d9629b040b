/** JSON values in a form of which two are equal when they mean the same. */
import type { PublishedBlock, PublishedType } from "../../../sandbox/stand-in/schema/published-schema";
import { Json } from "./json";

/** Request bodies: arrays stand for sets, but for the texts that have an order of their own. */
export function unordered(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => unordered(item));
    return name === "status_codes" ? items : sorted(items);
  }
  // The recording has a word in place of the number that the provider makes up.
  if (typeof value === "string" && name === "name") return value.replace(/^primary_ip-\d+$/, "primary_ip-RANDOM");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, unordered(item, key)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** An object of a schema's block: sets are sorted, lists stay. Members that the schema does not have stay as they are. */
export function canonicalBlock(value: unknown, block: PublishedBlock): unknown {
  return objectOf(value, (name, item) => {
    const nested = block.blocks.get(name);
    if (nested !== undefined) {
      const items = listOf(item, (each) => canonicalBlock(each, nested.block));
      return nested.nesting === "set" && Array.isArray(items) ? sorted(items) : items;
    }
    const type = block.attributes.get(name)?.type;
    return type === undefined ? item : canonicalValue(item, type);
  });
}

function canonicalValue(value: unknown, type: PublishedType): unknown {
  if (typeof type === "string") return value;
  const [kind, inner] = type;
  if (kind === "object") {
    return objectOf(value, (name, item) => {
      const field = fieldOf(inner, name);
      return field === undefined ? item : canonicalValue(item, field);
    });
  }
  if (!isType(inner)) return value;
  if (kind === "map") return objectOf(value, (_name, item) => canonicalValue(item, inner));
  const items = listOf(value, (each) => canonicalValue(each, inner));
  return kind === "set" && Array.isArray(items) ? sorted(items) : items;
}

type Inner = Exclude<PublishedType, string>[1];

function isType(inner: Inner): inner is PublishedType {
  return typeof inner === "string" || Array.isArray(inner);
}

function fieldOf(inner: Inner, name: string): PublishedType | undefined {
  return isType(inner) ? undefined : inner[name];
}

function listOf(value: unknown, each: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(each) : value;
}

function objectOf(value: unknown, each: (name: string, item: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = new Json(value).entries().map(([name, item]) => [name, each(name, item.value)] as const);
  return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  const texts = items.map((item) => JSON.stringify(item));
  return texts.sort().map((text) => JSON.parse(text));
}
