import { FunctionError } from "../../framework/contract/function-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { decodeCallFunction } from "../decode/call-function";
import { encodeCallFunction, encodeFunctionError } from "../encode/call-function";
import { providerBug, type Rpc } from "../method";

/** The RPC CallFunction: the only one that tells errors in another way than by diagnostics. */
export const callFunction: Rpc = async (server, bytes, { signal }) => {
  try {
    const request = decodeCallFunction(bytes, server.types);
    return encodeCallFunction(await server.callFunction(request, signal), request, server.types);
  } catch (error) {
    if (error instanceof FunctionError) return encodeFunctionError(error.message, error.argument);
    if (error instanceof DiagnosticError) return encodeFunctionError(error.message, undefined);
    if (error instanceof TypeError) return encodeFunctionError(providerBug("CallFunction", error).detail, undefined);
    throw error;
  }
};
