/** Makes the JSON schema of cluster.yaml out of the props that constructs take. */
import { resolve } from "node:path";
import { InterfaceSchema } from "../cluster-schema/interface-schema";
import type { Generator } from "../generated-file";

/** The generator of that one file. */
export const generator: Generator = {
  generate: async (root) => {
    const schema = new InterfaceSchema();
    const { $ref } = schema.reference("ClusterProps", resolve(root, "constructs/talos-cluster/props.ts"));
    const content = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "https://github.com/yaklab/hephaestus/cluster.schema.json",
      title: "cluster.yaml",
      $ref,
      $defs: schema.definitions,
    };
    return [{ path: "stacks/generated/cluster.schema.json", content: `${JSON.stringify(content, undefined, 2)}\n` }];
  },
};
