import { FunctionError } from "../../framework/contract/function-definition";
import type { CallFunctionRequest } from "../../framework/engine/call-function";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/**
 * The call. Arguments beyond the parameters belong to the variadic one.
 *
 * @throws FunctionError when there are more or fewer arguments than parameters.
 */
export function decodeCallFunction(bytes: Uint8Array, types: TypeLookup): CallFunctionRequest {
  const message = decodeRequest("CallFunction.Request", bytes);
  const { parameters, variadic } = types.function(message.name);
  if (message.arguments.length < parameters.length) {
    throw new FunctionError(`Cannot call "${message.name}": the argument is missing`, message.arguments.length);
  }
  const values = message.arguments.map((argument, index) => {
    const type = parameters[index] ?? variadic;
    if (type === undefined)
      throw new FunctionError(`Cannot call "${message.name}": the argument is one too many`, index);
    return decodeValue(argument, type);
  });
  return { name: message.name, arguments: values };
}
