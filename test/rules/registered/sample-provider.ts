import { defineFunction } from "../../../provider-bridge/framework/contract/define-function";
import { defineProvider } from "../../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../../provider-bridge/framework/contract/define-resource";
import type { FunctionDefinition } from "../../../provider-bridge/framework/contract/function-definition";
import type { Provider } from "../../../provider-bridge/framework/contract/provider";
import { gone } from "../../../provider-bridge/framework/contract/read-result";
import type { Attributes } from "../../../provider-bridge/framework/schema/attribute";
import type { Blocks } from "../../../provider-bridge/framework/schema/block";
import { schema } from "../../../provider-bridge/framework/schema/schema";
import { types } from "../../../provider-bridge/framework/schema/types";

/** What a sample provider registers; everything left out is right. */
export interface SampleOptions {
  /** @default example_thing */
  readonly typeName?: string;
  /** Of the one resource. @default a sentence */
  readonly description?: string;
  /** Of the one resource. @default none */
  readonly attributes?: Attributes;
  /** Of the one resource. @default none */
  readonly blocks?: Blocks;
  /** Of the provider block. @default none */
  readonly providerAttributes?: Attributes;
  /** @default one without parameters */
  readonly function?: FunctionDefinition;
}

/** A provider `example` with one resource and one function, neither of which does anything. */
export function sampleProvider(options: SampleOptions): Provider {
  const thing = schema({
    description: options.description ?? "A thing.",
    attributes: options.attributes ?? {},
    blocks: options.blocks ?? {},
  });
  const resource = defineResource({
    schema: thing,
    create: async ({ plan }) => ({ state: plan }),
    read: async () => gone(),
    delete: async () => undefined,
  });
  return defineProvider({
    name: "example",
    version: "1.0.0",
    schema: schema({ description: "A provider.", attributes: options.providerAttributes ?? {} }),
    configure: async () => undefined,
    resources: { [options.typeName ?? "example_thing"]: () => () => resource },
    dataSources: {},
    ephemeralResources: {},
    functions: { greet: () => options.function ?? greet },
  });
}

const greet = defineFunction({
  summary: "Greets",
  description: "Greets.",
  parameters: [],
  returns: types.string,
  call: () => "hello",
});
