import type { FunctionDefinition } from "../contract/function-definition";
import type { Schema } from "../schema/schema";

/** Every schema the provider serves. Asking loads every resource: the built provider ships the answer as a file. */
export interface GetProviderSchemaResponse {
  readonly provider: Schema;
  readonly resources: ReadonlyMap<string, Schema>;
  readonly dataSources: ReadonlyMap<string, Schema>;
  readonly ephemeralResources: ReadonlyMap<string, Schema>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}
