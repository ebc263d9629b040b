/**
 * The twin of the Go mini provider of the oracles (`go/mini-provider`): the same schema and behaviour, so that a plan
 * with one is the same work as a plan with the other. Only benchmarks start it.
 */
import { createHash } from "node:crypto";
import { defineDataSource } from "../../provider-bridge/framework/contract/define-data-source";
import { defineFunction } from "../../provider-bridge/framework/contract/define-function";
import { defineProvider } from "../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { useStateForUnknown } from "../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";

/** The source address, which the Go twin has too. */
export const MINI_ADDRESS = "registry.terraform.io/bench/mini";

/** The provider. */
export function createMiniProvider(): Provider {
  return defineProvider({
    name: "mini",
    version: "1.0.0",
    schema: schema({ description: "Mini provider.", attributes: {} }),
    configure: async () => undefined,
    resources: { mini_thing: () => () => thing },
    dataSources: { mini_lookup: () => () => lookup },
    ephemeralResources: {},
    functions: { greet: () => greet },
  });
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

const thing = defineResource({
  schema: schema({
    description: "A thing.",
    attributes: {
      id: attribute(types.string, { description: "Id.", computed: true, planModifiers: [useStateForUnknown()] }),
      name: attribute(types.string, { description: "Name.", required: true }),
      note: attribute(types.string, { description: "Note.", default: "none" }),
      tags: attribute(types.map(types.string), { description: "Tags.", optional: true }),
      size: attribute(types.number, { description: "Size.", optional: true }),
      secret: attribute(types.string, { description: "Secret.", optional: true, writeOnly: true }),
    },
  }),
  create: async ({ plan }) => ({ state: { ...plan, id: hash(plan.name) } }),
  read: async () => same(),
  update: async ({ plan, state }) => ({ state: { ...plan, id: state.id } }),
  delete: async () => undefined,
  importState: async ({ id }) => (id === undefined ? undefined : { state: { id } }),
});

const lookup = defineDataSource({
  schema: schema({
    description: "A lookup.",
    attributes: {
      key: attribute(types.string, { description: "Key.", required: true }),
      value: attribute(types.string, { description: "Value.", computed: true }),
    },
  }),
  read: async ({ config }) => ({ key: config.key, value: hash(config.key) }),
});

const greet = defineFunction({
  summary: "Greets",
  description: "Greets.",
  parameters: [{ name: "whom", type: types.string, description: "Whom." }],
  returns: types.string,
  call: (whom) => `hello ${whom}`,
});
