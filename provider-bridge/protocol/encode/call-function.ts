import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { CallFunctionRequest, CallFunctionResponse } from "../../framework/engine/call-function";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { valueMessage } from "./dynamic-value";

/** The result, or what was wrong. */
export function encodeCallFunction(
  response: CallFunctionResponse,
  { name }: CallFunctionRequest,
  types: TypeLookup,
): Uint8Array {
  if ("error" in response) return encodeFunctionError(response.error.text, response.error.argument);
  return tfplugin6.encode("CallFunction.Response", {
    result: valueMessage(response.result, types.function(name).returns),
  });
}

/** An answer that holds what was wrong, and with which argument (counted from 0). */
export function encodeFunctionError(text: string, argument: number | undefined): Uint8Array {
  const functionArgument = argument === undefined ? undefined : BigInt(argument);
  return tfplugin6.encode("CallFunction.Response", { error: { text, functionArgument } });
}
