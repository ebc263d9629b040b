import { type Schema, type SchemaBlock, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { PublishedBlock, PublishedProvider } from "../schema/published-schema";

/**
 * The answer of GetProviderSchema with the limits of blocks ("at most one"): the SDK counts blocks with validators, the
 * older one of the real provider in the schema, where Terraform itself reads them.
 */
export function withBlockLimits(answer: Uint8Array, published: PublishedProvider): Uint8Array {
  const response = tfplugin6.decode("GetProviderSchema.Response", answer);
  const resourceSchemas = new Map(
    [...response.resourceSchemas].map(([name, schema]) => [
      name,
      limited(schema, published.resources.get(name)?.block),
    ]),
  );
  return tfplugin6.encode("GetProviderSchema.Response", { ...response, resourceSchemas });
}

function limited(schema: Schema, published: PublishedBlock | undefined): Schema {
  if (schema.block === undefined || published === undefined) return schema;
  return { ...schema, block: limitedBlock(schema.block, published) };
}

function limitedBlock(block: SchemaBlock, published: PublishedBlock): SchemaBlock {
  const blockTypes = block.blockTypes.map((nested) => {
    const limit = published.blocks.get(nested.typeName);
    if (limit === undefined || nested.block === undefined) return nested;
    return { ...nested, maxItems: BigInt(limit.maxItems ?? 0), block: limitedBlock(nested.block, limit.block) };
  });
  return { ...block, blockTypes };
}
