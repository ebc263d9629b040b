import { fieldsNative, fieldsValue } from "../schema/native";
import type { ConfigOf, KnownConfigOf, Schema } from "../schema/schema";
import { ROOT } from "../values/path";
import type { EphemeralDefinition } from "./ephemeral-definition";
import type { EphemeralResource } from "./resource";

/** Makes an ephemeral resource from its definition; see `defineResource` for how types are kept true. */
export function defineEphemeral<S extends Schema>(definition: EphemeralDefinition<S>): EphemeralResource {
  const { schema } = definition;
  const validate = definition.validate?.bind(definition);
  return {
    schema,
    validate:
      validate &&
      (async (config, context) => validate({ ...context, config: fieldsNative(schema, config) as ConfigOf<S> })),
    open: async (config, context) => {
      const request = { ...context, config: fieldsNative(schema, config) as KnownConfigOf<S> };
      const { result, renewAt } = await definition.open(request);
      return { result: fieldsValue(schema, result, ROOT, config), renewAt };
    },
    renew: definition.renew?.bind(definition),
    close: definition.close?.bind(definition),
  };
}
