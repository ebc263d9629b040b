import {
  type PublishedAttribute,
  type PublishedBlock,
  type PublishedType,
  publishedProvider,
} from "../../../sandbox/stand-in/schema/published-schema";
import { Json } from "../hcloud-http/json";
import { members } from "./plan-case";

/**
 * A resource's value, or what goes along with it (`after_unknown`, `after_sensitive`), with the elements of its sets in
 * one order, since nobody can tell them apart by it. Everything else keeps its order.
 */
export function withOrderedSets(type: string, value: unknown): unknown {
  const block = publishedProvider().resources.get(type)?.block;
  return block === undefined ? value : ofBlock(block, value);
}

function ofBlock(block: PublishedBlock, value: unknown): unknown {
  return ofMembers(value, (name, member) => {
    const attribute = block.attributes.get(name);
    if (attribute !== undefined) return ofAttribute(attribute, member);
    const nested = block.blocks.get(name);
    return nested === undefined ? member : ofElements(nested.nesting, member, (each) => ofBlock(nested.block, each));
  });
}

function ofAttribute({ type, nested }: PublishedAttribute, value: unknown): unknown {
  if (type !== undefined) return ofType(type, value);
  if (nested === undefined) return value;
  const inner = (each: unknown) =>
    ofMembers(each, (name, member) => {
      const attribute = nested.attributes.get(name);
      return attribute === undefined ? member : ofAttribute(attribute, member);
    });
  return ofElements(nested.nesting, value, inner);
}

function ofType(type: PublishedType, value: unknown): unknown {
  return typeof type === "string" ? value : ofElements(type[0], value, (each) => each);
}

function ofElements(nesting: string, value: unknown, each: (element: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return nesting === "single" ? each(value) : value;
  const elements = value.map((element: unknown) => ({ element: each(element), text: canonical(each(element)) }));
  if (nesting === "set") elements.sort((left, right) => (left.text < right.text ? -1 : Number(left.text > right.text)));
  return elements.map(({ element }) => element);
}

function ofMembers(value: unknown, each: (name: string, member: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(members(new Json(value)).map(([name, member]) => [name, each(name, member.value)]));
}

/** JSON with the members of objects by name. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  );
}
