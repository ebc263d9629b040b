import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { MoveResourceStateRequest, MoveResourceStateResponse } from "../../framework/engine/move-resource-state";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage, valueMessage } from "./dynamic-value";

/** The state of the target type. */
export function encodeMoveResourceState(
  response: MoveResourceStateResponse,
  { targetTypeName }: MoveResourceStateRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("MoveResourceState.Response", {
    targetState:
      response.state === undefined ? undefined : valueMessage(response.state, types.resource(targetTypeName)),
    targetPrivate: response.privateBytes,
    targetIdentity: identityMessage(response.identity, () => types.identity(targetTypeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
