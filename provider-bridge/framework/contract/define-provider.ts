import { DiagnosticError } from "../diagnostics/diagnostic";
import { fieldsNative } from "../schema/native";
import type { ConfigOf, Schema } from "../schema/schema";
import type { Configured, Lazy, Provider, ProviderDefinition } from "./provider";

/** Makes a provider from its definition. Resources are made at their first use, once. */
export function defineProvider<S extends Schema, C>(definition: ProviderDefinition<S, C>): Provider {
  const { schema } = definition;
  const configured = new ConfiguredProvider<C>(definition.name);
  const validate = definition.validate?.bind(definition);
  return {
    name: definition.name,
    version: definition.version,
    schema,
    validate:
      validate &&
      (async (config, context) => validate({ ...context, config: fieldsNative(schema, config) as ConfigOf<S> })),
    configure: async (config, terraformVersion, context) => {
      const request = { ...context, config: fieldsNative(schema, config) as ConfigOf<S>, terraformVersion };
      configured.set(await definition.configure(request));
    },
    resources: lazily(definition.resources, (load) => load()(configured)),
    dataSources: lazily(definition.dataSources, (load) => load()(configured)),
    ephemeralResources: lazily(definition.ephemeralResources, (load) => load()(configured)),
    functions: lazily(definition.functions, (load) => load()),
  };
}

function lazily<F, T>(entries: Readonly<Record<string, F>>, make: (entry: F) => T): ReadonlyMap<string, Lazy<T>> {
  return new Map(
    Object.entries(entries).map(([name, entry]) => {
      let made: { readonly value: T } | undefined;
      return [
        name,
        () => {
          made ??= { value: make(entry) };
          return made.value;
        },
      ];
    }),
  );
}

class ConfiguredProvider<C> implements Configured<C> {
  readonly #name: string;
  #made: { readonly value: C } | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  set(value: C): void {
    this.#made = { value };
  }

  get(): C {
    if (this.#made === undefined) {
      throw new DiagnosticError(
        "Provider is not configured",
        `Terraform used the provider "${this.#name}" without configuring it. This is a bug of Terraform or of the provider; please report it with a TRACE log.`,
      );
    }
    return this.#made.value;
  }
}
