import { FunctionError, type Parameter } from "../contract/function-definition";
import { elementNative, elementValue } from "../schema/element";
import type { ValueType } from "../schema/value-type";
import { misfits } from "../values/conforms";
import { isWhollyKnown } from "../values/known";
import { pathText, ROOT } from "../values/path";
import { UNKNOWN } from "../values/unknown";
import type { Value } from "../values/value";
import type { Call } from "./attempt";
import { refusals } from "./refusals";
import { functionOf } from "./served";
import { thrownDiagnostic, thrownText } from "./thrown";

/** A call; arguments of a variadic parameter stand at the end. */
export interface CallFunctionRequest {
  readonly name: string;
  readonly arguments: readonly Value[];
}

/** The result, or what was wrong (with the 0-based number of the argument). */
export type CallFunctionResponse =
  | { readonly result: Value }
  | { readonly error: { readonly text: string; readonly argument: number | undefined } };

/** Calls a function. A pure one needs no context: it has nothing to wait for. */
export function callFunction(call: Call, request: CallFunctionRequest): CallFunctionResponse {
  try {
    return answer(call, request);
  } catch (thrown) {
    if (thrown instanceof FunctionError) return failure(thrown.message, thrown.argument);
    const { summary, detail } = thrownDiagnostic(`call function ${request.name}`, thrown, call.engine.log);
    return failure(`${summary}: ${detail}`, undefined);
  }
}

function failure(text: string, argument: number | undefined): CallFunctionResponse {
  // Terraform puts a full stop behind it.
  return { error: { text: text.replace(/\.$/, ""), argument } };
}

function answer(call: Call, request: CallFunctionRequest): CallFunctionResponse {
  const definition = functionOf(call.engine.provider, request.name);
  const { parameters, variadic, returns } = definition;
  const count = request.arguments.length;
  if (count < parameters.length || (variadic === undefined && count > parameters.length)) {
    return failure(`The function takes ${parameters.length} arguments, got ${count}`, undefined);
  }
  const natives: unknown[] = [];
  for (const [index, value] of request.arguments.entries()) {
    const parameter = parameters[index] ?? variadic;
    if (parameter === undefined) break;
    const problem = argumentProblem(parameter, value);
    if (problem !== undefined) return failure(problem, index);
    if (!isWhollyKnown(value) && parameter.allowUnknown !== true) return { result: UNKNOWN };
    natives.push(elementNative(parameter.type, value));
  }
  const fixed = natives.slice(0, parameters.length);
  const given = variadic === undefined ? fixed : [...fixed, natives.slice(parameters.length)];
  const result: unknown = Reflect.apply(definition.call, definition, given);
  return { result: resultValue(request.name, () => checked(returns, elementValue(returns, result, ROOT))) };
}

/** Why an argument cannot be taken, or undefined. */
function argumentProblem(parameter: Parameter, value: Value): string | undefined {
  if (value === null) return parameter.allowNull === true ? undefined : `"${parameter.name}" must not be null`;
  const [refused] = refusals(parameter.type, value, ROOT);
  return refused === undefined ? undefined : `${refused.summary}: ${refused.detail}`;
}

function checked(returns: ValueType, result: Value): Value {
  const [misfit] = misfits(returns.cty, result, ROOT);
  if (misfit === undefined) return result;
  throw new TypeError(`Cannot convert "${pathText(misfit.path)}": expected ${misfit.expected}`);
}

function resultValue(name: string, convert: () => Value): Value {
  try {
    return convert();
  } catch (error) {
    throw new TypeError(
      `The function "${name}" answered something else than it declares (${thrownText(error)}); this is a bug of the provider`,
    );
  }
}
