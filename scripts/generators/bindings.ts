/** Makes the bindings that constructs use: of the hcloud provider's published schema, and of our own provider's. */
import { hcloudSource } from "../bindings/hcloud-types";
import { ownSource } from "../bindings/own-types";
import { providerFiles } from "../bindings/provider-files";
import type { Generator } from "../generated-file";

/** The generator of constructs/bindings/generated/. */
export const generator: Generator = {
  generate: async (root) => [...providerFiles(await hcloudSource(root)), ...providerFiles(ownSource())],
};
