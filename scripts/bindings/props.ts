import type { JsonType, SchemaAttribute, SchemaBlock } from "./provider-schema";

/** One attribute or block as a prop and a field of the table. */
export interface Prop {
  /** In camel case. */
  readonly prop: string;
  /** Terraform's. */
  readonly name: string;
  readonly kind: string;
  /** Its TypeScript type in props; objects are named interfaces. */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  /** Whether the configuration can set it. */
  readonly settable: boolean;
  /** The function of cdktf that reads it, and what that gives; undefined for what is never read. */
  readonly read: readonly [getter: string, type: string] | undefined;
  /** What objects hold. */
  readonly inner?: ObjectProps;
}

/** An object inside: its interface's name and its props. */
export interface ObjectProps {
  readonly typeName: string;
  readonly props: readonly Prop[];
}

const READS: Readonly<Record<string, readonly [string, string]>> = {
  string: ["getStringAttribute", "string"],
  number: ["getNumberAttribute", "number"],
  boolean: ["getBooleanAttribute", "IResolvable"],
  stringList: ["getListAttribute", "string[]"],
  numberList: ["getNumberListAttribute", "number[]"],
  stringMap: ["getStringMapAttribute", "Record<string, string>"],
  numberMap: ["getNumberMapAttribute", "Record<string, number>"],
  booleanMap: ["getBooleanMapAttribute", "Record<string, boolean>"],
};
const TYPES: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  boolean: "boolean | IResolvable",
  stringList: "readonly string[]",
  numberList: "readonly number[]",
  booleanList: "readonly boolean[] | IResolvable",
  stringMap: "Readonly<Record<string, string>>",
  numberMap: "Readonly<Record<string, number>>",
  booleanMap: "Readonly<Record<string, boolean>>",
};

/** The props of a type or an object inside one; `typeName` begins the names of interfaces inside. */
export function propsOf(block: SchemaBlock, typeName: string): readonly Prop[] {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, each]) => attributeProp(name, each, typeName));
  const blocks = Object.entries(block.block_types ?? {}).map(([name, each]): Prop => {
    const inner = objectOf(typeName + pascal(name), each.block);
    const single = each.nesting_mode === "single";
    const held = single ? inner.typeName : `readonly ${inner.typeName}[]`;
    const kind = single ? "blockSingle" : "blockList";
    const description = each.block.description ?? "";
    return {
      ...{ prop: camel(name), name, kind, description, inner, required: false, settable: true },
      type: `${held} | IResolvable`,
      read: ["interpolationForAttribute", "IResolvable"],
    };
  });
  return [...attributes, ...blocks].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function attributeProp(name: string, attribute: SchemaAttribute, typeName: string): Prop {
  const { kind, inner } = kindOf(attribute, typeName + pascal(name));
  const type = inner === undefined ? (TYPES[kind] ?? "IResolvable | object") : objectType(kind, inner.typeName);
  const isRead = attribute.write_only !== true;
  return {
    ...{ prop: camel(name), name, kind, type, description: attribute.description ?? "" },
    required: attribute.required === true,
    settable: attribute.required === true || attribute.optional === true,
    read: isRead ? (READS[kind] ?? ["interpolationForAttribute", "IResolvable"]) : undefined,
    ...(inner === undefined ? {} : { inner }),
  };
}

function objectType(kind: string, typeName: string): string {
  if (kind === "objectList") return `readonly ${typeName}[] | IResolvable`;
  return kind === "objectMap" ? `Readonly<Record<string, ${typeName}>> | IResolvable` : `${typeName} | IResolvable`;
}

function kindOf(attribute: SchemaAttribute, typeName: string): { readonly kind: string; readonly inner?: ObjectProps } {
  const { type, nested_type: nested } = attribute;
  if (nested !== undefined) {
    const kind = { single: "object", map: "objectMap" }[nested.nesting_mode] ?? "objectList";
    return { kind, inner: objectOf(typeName, { attributes: nested.attributes }) };
  }
  if (type === undefined) throw new TypeError(`Cannot make a binding: "${typeName}" has no type`);
  return typeKind(type, typeName);
}

function typeKind(type: JsonType, typeName: string): { readonly kind: string; readonly inner?: ObjectProps } {
  if (typeof type === "string") return { kind: { bool: "boolean", dynamic: "any" }[type] ?? type };
  const [outer, inside] = type;
  if (outer === "object") return { kind: "object", inner: objectOf(typeName, fieldsBlock(inside)) };
  const suffix = outer === "map" ? "Map" : "List";
  if (typeof inside === "string") return { kind: `${inside === "bool" ? "boolean" : inside}${suffix}` };
  if (Array.isArray(inside) && inside[0] === "object") {
    return { kind: `object${suffix}`, inner: objectOf(typeName, fieldsBlock(inside[1])) };
  }
  return { kind: `any${suffix}` };
}

/** An object inside. Its interface ends in `Value`: `ServerNetwork` is a class, what stands in a server's `network` is not. */
function objectOf(typeName: string, block: SchemaBlock): ObjectProps {
  return { typeName: `${typeName}Value`, props: propsOf(block, typeName) };
}

/** The fields of a plain object type, of which each may be left out. */
function fieldsBlock(fields: unknown): SchemaBlock {
  const attributes = Object.entries(Object(fields)).map(([name, type]): [string, SchemaAttribute] => [
    name,
    { type: jsonType(type), optional: true },
  ]);
  return { attributes: Object.fromEntries(attributes) };
}

function jsonType(value: unknown): JsonType {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && typeof value[0] === "string") return [value[0], value[1]];
  throw new TypeError(`Cannot make a binding: ${JSON.stringify(value)} is no type`);
}

/** `server_type` → `serverType`. */
function camel(name: string): string {
  return name.replace(/_+([a-z\d])/g, (_all, letter: string) => letter.toUpperCase());
}

/** `server_type` → `ServerType`. */
export function pascal(name: string): string {
  const text = camel(name);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
