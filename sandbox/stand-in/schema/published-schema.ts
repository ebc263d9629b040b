/**
 * The schema of the real provider, as `terraform providers schema -json` publishes it without prose, and how it becomes
 * schemas of the SDK. Here belongs what a type takes and gives; never what it does.
 */
import generated from "../generated/hcloud-schema.json";

/** A type as Terraform writes it in JSON: `"string"`, `["set", "number"]`, `["object", { … }]`. */
export type PublishedType = string | readonly [string, PublishedType | Readonly<Record<string, PublishedType>>];

/** An attribute; `type` or `nested` stands, never both. */
export interface PublishedAttribute {
  readonly type: PublishedType | undefined;
  readonly nested: PublishedNested | undefined;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  readonly writeOnly: boolean;
}

/** Attributes held together. */
export interface PublishedNested {
  readonly nesting: string;
  readonly attributes: ReadonlyMap<string, PublishedAttribute>;
}

/** Blocks of one name; no `maxItems` is any number. */
export interface PublishedNestedBlock {
  readonly nesting: string;
  readonly block: PublishedBlock;
  readonly maxItems: number | undefined;
}

/** What a schema or a block is made of. */
export interface PublishedBlock {
  readonly attributes: ReadonlyMap<string, PublishedAttribute>;
  readonly blocks: ReadonlyMap<string, PublishedNestedBlock>;
  readonly deprecated: boolean;
}

/** One schema. */
export interface PublishedSchema {
  readonly version: number;
  readonly block: PublishedBlock;
}

/** All of the provider's. */
export interface PublishedProvider {
  /** Of the provider: `1.68.0`. */
  readonly version: string;
  readonly provider: PublishedSchema;
  readonly resources: ReadonlyMap<string, PublishedSchema>;
  readonly dataSources: ReadonlyMap<string, PublishedSchema>;
}

let parsed: PublishedProvider | undefined;

/** The published schemas, read once. */
export function publishedProvider(): PublishedProvider {
  parsed ??= parseProvider(generated);
  return parsed;
}

/** Reads the file's JSON. @throws TypeError naming what is not as published schemas are. */
export function parseProvider(json: unknown): PublishedProvider {
  const file = record(json, "the file");
  return {
    version: String(file["version"]),
    provider: schemaOf(file["provider"], "provider"),
    resources: mapped(file["resource_schemas"], "resource_schemas", schemaOf),
    dataSources: mapped(file["data_source_schemas"], "data_source_schemas", schemaOf),
  };
}

function schemaOf(json: unknown, at: string): PublishedSchema {
  const { version, block } = record(json, at);
  return { version: Number(version ?? 0), block: blockOf(block, at) };
}

function blockOf(json: unknown, at: string): PublishedBlock {
  const block = record(json, at);
  return {
    attributes: mapped(block["attributes"] ?? {}, at, attributeOf),
    blocks: mapped(block["block_types"] ?? {}, at, (each, inner) => {
      const nested = record(each, inner);
      const maxItems = nested["max_items"];
      return {
        nesting: String(nested["nesting_mode"]),
        block: blockOf(nested["block"], inner),
        maxItems: typeof maxItems === "number" ? maxItems : undefined,
      };
    }),
    deprecated: block["deprecated"] === true,
  };
}

function attributeOf(json: unknown, at: string): PublishedAttribute {
  const attribute = record(json, at);
  const flag = (name: string) => attribute[name] === true;
  const nested = attribute["nested_type"];
  return {
    type: attribute["type"] === undefined ? undefined : typeOf(attribute["type"], at),
    nested: nested === undefined ? undefined : nestedOf(nested, at),
    required: flag("required"),
    optional: flag("optional"),
    computed: flag("computed"),
    sensitive: flag("sensitive"),
    deprecated: flag("deprecated"),
    writeOnly: flag("write_only"),
  };
}

function nestedOf(json: unknown, at: string): PublishedNested {
  const nested = record(json, at);
  return {
    nesting: String(nested["nesting_mode"]),
    attributes: mapped(nested["attributes"], at, attributeOf),
  };
}

function typeOf(json: unknown, at: string): PublishedType {
  if (typeof json === "string") return json;
  if (!Array.isArray(json) || typeof json[0] !== "string") {
    throw new TypeError(`Cannot read the type of "${at}" in the published schema: it is ${JSON.stringify(json)}`);
  }
  const inner: unknown = json[1];
  return json[0] === "object"
    ? ["object", Object.fromEntries(mapped(inner, at, typeOf))]
    : [json[0], typeOf(inner, at)];
}

function mapped<T>(json: unknown, at: string, each: (json: unknown, at: string) => T): ReadonlyMap<string, T> {
  return new Map(Object.entries(record(json, at)).map(([name, value]) => [name, each(value, `${at}.${name}`)]));
}

function record(json: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return Object.fromEntries(Object.entries(json));
  throw new TypeError(`Cannot read "${at}" of the published schema: it is no object`);
}
