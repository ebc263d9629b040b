import type { FunctionDefinition } from "../contract/function-definition";
import type { Lazy } from "../contract/provider";
import type { Schema } from "../schema/schema";
import type { Engine } from "./engine";

/** Every schema the provider serves. Asking loads every resource: the built provider ships the answer as a file. */
export interface GetProviderSchemaResponse {
  readonly provider: Schema;
  readonly resources: ReadonlyMap<string, Schema>;
  readonly dataSources: ReadonlyMap<string, Schema>;
  readonly ephemeralResources: ReadonlyMap<string, Schema>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

/** Loads everything. */
export function getProviderSchema({ provider }: Engine): GetProviderSchemaResponse {
  return {
    provider: provider.schema,
    resources: schemas(provider.resources),
    dataSources: schemas(provider.dataSources),
    ephemeralResources: schemas(provider.ephemeralResources),
    functions: new Map([...provider.functions].map(([name, load]) => [name, load()])),
  };
}

function schemas(served: ReadonlyMap<string, Lazy<{ readonly schema: Schema }>>): ReadonlyMap<string, Schema> {
  return new Map([...served].map(([name, load]) => [name, load().schema]));
}
