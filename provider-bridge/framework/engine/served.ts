import type { FunctionDefinition } from "../contract/function-definition";
import type { Lazy, Provider } from "../contract/provider";
import type { DataSource, EphemeralResource, Resource } from "../contract/resource";
import { DiagnosticError } from "../diagnostics/diagnostic";

/** The resource of this type. @throws DiagnosticError where the provider has none. */
export function resourceOf(provider: Provider, typeName: string): Resource {
  return served(provider, provider.resources, "Resource type", typeName);
}

/** The data source of this type. @throws DiagnosticError where the provider has none. */
export function dataSourceOf(provider: Provider, typeName: string): DataSource {
  return served(provider, provider.dataSources, "Data source", typeName);
}

/** The ephemeral resource of this type. @throws DiagnosticError where the provider has none. */
export function ephemeralResourceOf(provider: Provider, typeName: string): EphemeralResource {
  return served(provider, provider.ephemeralResources, "Ephemeral resource", typeName);
}

/** The function of this name. @throws DiagnosticError where the provider has none. */
export function functionOf(provider: Provider, name: string): FunctionDefinition {
  return served(provider, provider.functions, "Function", name);
}

function served<T>(provider: Provider, map: ReadonlyMap<string, Lazy<T>>, kind: string, name: string): T {
  const make = map.get(name);
  if (make !== undefined) return make();
  throw new DiagnosticError(
    `${kind} is not served`,
    `The provider "${provider.name}" ${provider.version} has no ${kind.toLowerCase()} "${name}". Correct the name, or use a version of the provider that has it.`,
  );
}
