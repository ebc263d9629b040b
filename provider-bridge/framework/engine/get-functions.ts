import type { FunctionDefinition } from "../contract/function-definition";
import type { Engine } from "./engine";

/** Every function the provider serves. */
export interface GetFunctionsResponse {
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

/** Loads every function. */
export function getFunctions({ provider }: Engine): GetFunctionsResponse {
  return { functions: new Map([...provider.functions].map(([name, load]) => [name, load()])) };
}
