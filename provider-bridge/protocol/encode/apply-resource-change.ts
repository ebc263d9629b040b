import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type {
  ApplyResourceChangeRequest,
  ApplyResourceChangeResponse,
} from "../../framework/engine/apply-resource-change";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage, valueMessage } from "./dynamic-value";

/** The state after the change. */
export function encodeApplyResourceChange(
  response: ApplyResourceChangeResponse,
  { typeName }: ApplyResourceChangeRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("ApplyResourceChange.Response", {
    newState: valueMessage(response.state, types.resource(typeName)),
    private: response.privateBytes,
    newIdentity: identityMessage(response.identity, () => types.identity(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
