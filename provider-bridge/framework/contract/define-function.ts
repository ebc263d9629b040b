import type { ValueType } from "../schema/value-type";
import type { FunctionDefinition, Parameter } from "./function-definition";

/** A function from its definition, with the types of its arguments inferred from its parameters. */
export function defineFunction<
  const P extends readonly Parameter[],
  R extends ValueType,
  const V extends Parameter | undefined = undefined,
>(definition: FunctionDefinition<P, V, R>): FunctionDefinition;
export function defineFunction(definition: FunctionDefinition): FunctionDefinition {
  return definition;
}
