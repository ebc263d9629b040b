import type {
  Attribute,
  AttributeMode,
  Attributes,
  Nesting,
} from "../../../provider-bridge/framework/schema/attribute";
import type { Block, BlockNesting } from "../../../provider-bridge/framework/schema/block";
import type { Schema } from "../../../provider-bridge/framework/schema/schema";
import type { PublishedAttribute, PublishedBlock, PublishedNestedBlock, PublishedSchema } from "./published-schema";
import { valueType } from "./value-type";

/** Stands where the published file has prose, which is not ours to ship. */
const UNDESCRIBED = "See the documentation of hetznercloud/hcloud.";

/** Stands where the published file says that something is deprecated, in words of its own. */
const DEPRECATED = "Deprecated by the real provider, see its documentation";

/** The schema of the SDK that says the same as a published one. @throws TypeError for a mode that is none. */
export function loadSchema(published: PublishedSchema): Schema {
  return { version: published.version, ...fieldsOf(published.block) };
}

function fieldsOf(block: PublishedBlock) {
  return {
    description: UNDESCRIBED,
    deprecated: block.deprecated ? DEPRECATED : undefined,
    attributes: attributesOf(block.attributes),
    blocks: Object.fromEntries([...block.blocks].map(([name, each]) => [name, blockOf(each)])),
  };
}

function blockOf({ nesting, block }: PublishedNestedBlock): Block {
  return { nesting: blockNesting(nesting), ...fieldsOf(block), validators: [] };
}

function attributesOf(attributes: ReadonlyMap<string, PublishedAttribute>): Attributes {
  return Object.fromEntries([...attributes].map(([name, each]) => [name, attributeOf(name, each)]));
}

function attributeOf(name: string, published: PublishedAttribute): Attribute {
  return {
    shape: shapeOf(name, published),
    mode: modeOf(name, published),
    description: UNDESCRIBED,
    sensitive: published.sensitive,
    deprecated: published.deprecated ? DEPRECATED : undefined,
    default: undefined,
    validators: [],
    planModifiers: [],
    semantics: undefined,
  };
}

function shapeOf(name: string, { type, nested }: PublishedAttribute): Attribute["shape"] {
  if (nested !== undefined) {
    return { kind: "nested", nesting: attributeNesting(nested.nesting), attributes: attributesOf(nested.attributes) };
  }
  if (type === undefined) throw new TypeError(`Cannot load the attribute "${name}": it has no type`);
  return { kind: "plain", type: valueType(type) };
}

function modeOf(name: string, { required, optional, computed, writeOnly }: PublishedAttribute): AttributeMode {
  if (writeOnly) return required ? "write-only-required" : "write-only-optional";
  if (required) return "required";
  if (optional) return computed ? "optional-computed" : "optional";
  if (computed) return "computed";
  throw new TypeError(`Cannot load the attribute "${name}": it is neither required, optional nor computed`);
}

function blockNesting(nesting: string): BlockNesting {
  if (nesting === "single" || nesting === "list" || nesting === "set") return nesting;
  throw new TypeError(`Cannot load a block of nesting "${nesting}"`);
}

function attributeNesting(nesting: string): Nesting {
  return nesting === "map" ? "map" : blockNesting(nesting);
}
