import { identityType } from "../contract/identity-native";
import type { Provider } from "../contract/provider";
import { fieldsType } from "../schema/cty-type";
import type { ObjectType } from "../types/type";
import { dataSourceOf, ephemeralResourceOf, functionOf, resourceOf } from "./served";
import type { FunctionTypes, TypeLookup } from "./type-lookup";

/** The types by which requests are read; each is made at its first use, once. */
export function createTypeLookup(provider: Provider): TypeLookup {
  const identities = new Map<string, ObjectType | undefined>();
  const functions = new Map<string, FunctionTypes>();
  return {
    provider: () => fieldsType(provider.schema),
    resource: (typeName) => fieldsType(resourceOf(provider, typeName).schema),
    identity: (typeName) =>
      once(identities, typeName, () => {
        const { identity } = resourceOf(provider, typeName);
        return identity === undefined ? undefined : identityType(identity);
      }),
    dataSource: (typeName) => fieldsType(dataSourceOf(provider, typeName).schema),
    ephemeralResource: (typeName) => fieldsType(ephemeralResourceOf(provider, typeName).schema),
    function: (name) =>
      once(functions, name, () => {
        const { parameters, variadic, returns } = functionOf(provider, name);
        return {
          parameters: parameters.map(({ type }) => type.cty),
          variadic: variadic?.type.cty,
          returns: returns.cty,
        };
      }),
  };
}

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  const known = made.get(name);
  if (known !== undefined) return known;
  const value = make();
  made.set(name, value);
  return value;
}
