import type { FunctionDefinition } from "../contract/function-definition";

/** Every function the provider serves. */
export interface GetFunctionsResponse {
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}
