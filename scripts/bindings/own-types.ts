import type { Attribute } from "../../provider-bridge/framework/schema/attribute";
import type { Fields, Schema } from "../../provider-bridge/framework/schema/schema";
import { typeText } from "../../provider-bridge/protocol/values";
import { createProvider } from "../../provider-bridge/provider";
import type { BindingSource, SchemaAttribute, SchemaBlock } from "./provider-schema";

/** Everything that `yaklab/hephaestus` offers. */
export function ownSource(): BindingSource {
  const provider = createProvider({});
  const blocks = (entries: ReadonlyMap<string, () => { readonly schema: Schema }>) =>
    Object.fromEntries([...entries].map(([name, load]) => [name, blockOf(load().schema)]));
  return {
    name: provider.name,
    source: "yaklab/hephaestus",
    version: provider.version,
    provider: blockOf(provider.schema),
    resources: blocks(provider.resources),
    dataSources: blocks(provider.dataSources),
  };
}

function blockOf({ attributes, blocks, description }: Fields & { readonly description: string }): SchemaBlock {
  return {
    description,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, attributeOf(each)])),
    block_types: Object.fromEntries(
      Object.entries(blocks).map(([name, block]) => [name, { nesting_mode: block.nesting, block: blockOf(block) }]),
    ),
  };
}

function attributeOf({ shape, mode, description }: Attribute): SchemaAttribute {
  const held: Pick<SchemaAttribute, "type" | "nested_type"> =
    shape.kind === "plain"
      ? { type: JSON.parse(typeText(shape.type.cty)) }
      : {
          nested_type: {
            nesting_mode: shape.nesting,
            attributes: Object.fromEntries(
              Object.entries(shape.attributes).map(([name, each]) => [name, attributeOf(each)]),
            ),
          },
        };
  return {
    ...held,
    description,
    required: mode === "required" || mode === "write-only-required",
    optional:
      mode === "optional" || mode === "optional-computed" || mode === "defaulted" || mode === "write-only-optional",
    computed: mode === "computed" || mode === "optional-computed" || mode === "defaulted",
    write_only: mode.startsWith("write-only"),
  };
}
