import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { GetFunctionsResponse } from "../../framework/engine/get-functions";
import { functionMessages } from "./function";

/** Every function. */
export function encodeGetFunctions(response: GetFunctionsResponse): Uint8Array {
  return tfplugin6.encode("GetFunctions.Response", { functions: functionMessages(response.functions) });
}
