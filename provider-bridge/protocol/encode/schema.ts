import type { MessageInit } from "../../../wire/protobuf";
import {
  type SchemaAttribute,
  type SchemaBlock,
  type Schema as SchemaMessage,
  type SchemaNestedBlock,
  SchemaNestedBlockNestingMode,
  SchemaObjectNestingMode,
  StringKind,
} from "../../../wire/tfplugin6/generated/tfplugin6";
import type { Attribute, AttributeMode, Attributes, Nesting } from "../../framework/schema/attribute";
import type { Block, BlockNesting, Blocks } from "../../framework/schema/block";
import type { Fields, Schema } from "../../framework/schema/schema";
import { typeText } from "../values";

/** A schema as its message; attributes and blocks go by name. */
export function schemaMessage(schema: Schema): MessageInit<SchemaMessage> {
  return { version: BigInt(schema.version), block: blockMessage(schema) };
}

/** Anything that has fields, a description and perhaps a word on what to use instead. */
interface Described extends Fields {
  readonly description: string;
  readonly deprecated: string | undefined;
}

function blockMessage(block: Described): MessageInit<SchemaBlock> {
  return {
    attributes: attributeMessages(block.attributes),
    blockTypes: nestedBlockMessages(block.blocks),
    ...descriptionOf(block),
  };
}

/** Terraform refuses a deprecation message where nothing is deprecated. */
function descriptionOf({ description, deprecated }: Pick<Described, "description" | "deprecated">) {
  return {
    description,
    descriptionKind: StringKind.MARKDOWN,
    deprecated: deprecated !== undefined,
    deprecationMessage: deprecated,
  };
}

function attributeMessages(attributes: Attributes): readonly MessageInit<SchemaAttribute>[] {
  return byName(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, attribute: Attribute): MessageInit<SchemaAttribute> {
  const { shape } = attribute;
  return {
    name,
    ...(shape.kind === "plain"
      ? { type: Buffer.from(typeText(shape.type.cty)) }
      : { nestedType: { attributes: attributeMessages(shape.attributes), nesting: OBJECT_NESTING[shape.nesting] } }),
    ...MODES[attribute.mode],
    sensitive: attribute.sensitive,
    ...descriptionOf(attribute),
  };
}

function nestedBlockMessages(blocks: Blocks): readonly MessageInit<SchemaNestedBlock>[] {
  return byName(blocks).map(([typeName, block]: readonly [string, Block]) => ({
    typeName,
    block: blockMessage(block),
    nesting: BLOCK_NESTING[block.nesting],
  }));
}

function byName<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}

const OBJECT_NESTING: Readonly<Record<Nesting, number>> = {
  single: SchemaObjectNestingMode.SINGLE,
  list: SchemaObjectNestingMode.LIST,
  set: SchemaObjectNestingMode.SET,
  map: SchemaObjectNestingMode.MAP,
};

const BLOCK_NESTING: Readonly<Record<BlockNesting, number>> = {
  single: SchemaNestedBlockNestingMode.SINGLE,
  list: SchemaNestedBlockNestingMode.LIST,
  set: SchemaNestedBlockNestingMode.SET,
};

type ModeFlags = Partial<Record<"required" | "optional" | "computed" | "writeOnly", true>>;

/** A default comes from the provider, so an attribute that has one is computed too. */
const MODES: Readonly<Record<AttributeMode, ModeFlags>> = {
  required: { required: true },
  optional: { optional: true },
  computed: { computed: true },
  "optional-computed": { optional: true, computed: true },
  defaulted: { optional: true, computed: true },
  "write-only-required": { required: true, writeOnly: true },
  "write-only-optional": { optional: true, writeOnly: true },
};
