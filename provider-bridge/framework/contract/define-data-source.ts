import { fieldsNative, fieldsValue } from "../schema/native";
import type { ConfigOf, KnownConfigOf, Schema } from "../schema/schema";
import { ROOT } from "../values/path";
import type { DataSourceDefinition } from "./data-source-definition";
import type { DataSource } from "./resource";

/** Makes a data source from its definition; see `defineResource` for how types are kept true. */
export function defineDataSource<S extends Schema>(definition: DataSourceDefinition<S>): DataSource {
  const { schema } = definition;
  const validate = definition.validate?.bind(definition);
  return {
    schema,
    validate:
      validate &&
      (async (config, context) => validate({ ...context, config: fieldsNative(schema, config) as ConfigOf<S> })),
    read: async (config, context) =>
      fieldsValue(
        schema,
        await definition.read({ ...context, config: fieldsNative(schema, config) as KnownConfigOf<S> }),
        ROOT,
        config,
      ),
  };
}
