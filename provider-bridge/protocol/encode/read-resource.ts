import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { ReadResourceRequest, ReadResourceResponse } from "../../framework/engine/read-resource";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage, valueMessage } from "./dynamic-value";

/** The state as it is. */
export function encodeReadResource(
  response: ReadResourceResponse,
  { typeName }: ReadResourceRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("ReadResource.Response", {
    newState: valueMessage(response.state, types.resource(typeName)),
    private: response.privateBytes,
    newIdentity: identityMessage(response.identity, () => types.identity(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
