import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { isUnknown } from "../../provider-bridge/framework/values/unknown";
import type { Value } from "../../provider-bridge/framework/values/value";
import { standInDataSource } from "./data-source";
import { field } from "./legacy/field";
import { standInResource } from "./resource";
import { loadSchema } from "./schema/load-schema";
import { publishedProvider } from "./schema/published-schema";
import { checkPolling, type Environment, type Settings, settingsOf } from "./settings";

/** What the stand-in is given from outside. */
export interface StandInOptions {
  readonly environment: Environment;
}

/** The provider: every type of the published schema; those without a row say that they are missing. */
export function createStandIn({ environment }: StandInOptions): Provider {
  const published = publishedProvider();
  let settings: Settings | undefined;
  const configured = () => settings;
  return {
    name: "hcloud",
    version: published.version,
    schema: loadSchema(published.provider),
    validate: async (config, { diagnostics }) => checkPolling(config, diagnostics),
    configure: async (config) => {
      settings = settingsOf(
        { token: textOf(field(config, "token")), endpoint: textOf(field(config, "endpoint")) },
        environment,
      );
    },
    resources: new Map(
      [...published.resources].map(([name, schema]) => [name, once(() => standInResource(name, schema, configured))]),
    ),
    dataSources: new Map(
      [...published.dataSources].map(([name, schema]) => [name, once(() => standInDataSource(name, schema))]),
    ),
    ephemeralResources: new Map(),
    functions: new Map(),
  };
}

function textOf(value: Value): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
