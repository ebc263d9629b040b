/** The answer to GetProviderSchema, written as `terraform providers schema -json` writes it, without prose. */
import {
  type Schema,
  type SchemaAttribute,
  type SchemaBlock,
  SchemaNestedBlockNestingMode,
  SchemaObjectNestingMode,
  tfplugin6,
} from "../../../../wire/tfplugin6/generated/tfplugin6";

/** All of it. */
export function publishedJson(answer: Uint8Array): unknown {
  const response = tfplugin6.decode("GetProviderSchema.Response", answer);
  return {
    provider: schemaJson(response.provider),
    resource_schemas: mapped(response.resourceSchemas, schemaJson),
    data_source_schemas: mapped(response.dataSourceSchemas, schemaJson),
  };
}

function mapped<T>(map: ReadonlyMap<string, T>, each: (value: T) => unknown): unknown {
  return Object.fromEntries([...map].map(([name, value]) => [name, each(value)]));
}

function schemaJson(schema: Schema | undefined): unknown {
  return { version: Number(schema?.version ?? 0), block: blockJson(schema?.block) };
}

function blockJson(block: SchemaBlock | undefined): unknown {
  if (block === undefined) return undefined;
  const blocks = block.blockTypes.map(({ typeName, block: inner, nesting, maxItems }) => [
    typeName,
    { nesting_mode: nameOf(SchemaNestedBlockNestingMode, nesting), block: blockJson(inner), ...some(maxItems) },
  ]);
  return {
    ...(block.attributes.length === 0 ? {} : { attributes: attributesJson(block.attributes) }),
    ...(blocks.length === 0 ? {} : { block_types: Object.fromEntries(blocks) }),
    ...(block.deprecated ? { deprecated: true } : {}),
  };
}

function some(maxItems: bigint): object {
  return maxItems === 0n ? {} : { max_items: Number(maxItems) };
}

function attributesJson(attributes: readonly SchemaAttribute[]): unknown {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, attributeJson(attribute)]));
}

function attributeJson(attribute: SchemaAttribute): unknown {
  const { nestedType, required, optional, computed, sensitive, deprecated, writeOnly } = attribute;
  const flags = { required, optional, computed, sensitive, deprecated, write_only: writeOnly };
  return {
    ...(nestedType === undefined
      ? { type: JSON.parse(Buffer.from(attribute.type).toString()) }
      : {
          nested_type: {
            nesting_mode: nameOf(SchemaObjectNestingMode, nestedType.nesting),
            attributes: attributesJson(nestedType.attributes),
          },
        }),
    ...Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag)),
  };
}

function nameOf(modes: Readonly<Record<string, number>>, mode: number): string | undefined {
  return Object.entries(modes)
    .find(([, value]) => value === mode)?.[0]
    .toLowerCase();
}
