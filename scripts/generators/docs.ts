/** Makes docs/ from the provider's schema and examples/hcl/; docs/guides/ is written by hand and left alone. */
import { createProvider } from "../../provider-bridge/provider";
import { providerPages } from "../docs/provider-pages";
import type { Generator } from "../generated-file";

/** The generator of every page that follows from the schema. */
export const generator: Generator = { generate: async (root) => providerPages(createProvider({}), root) };
