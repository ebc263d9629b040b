import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import type {
  UpgradeResourceStateRequest,
  UpgradeResourceStateResponse,
} from "../../framework/engine/upgrade-resource-state";
import { diagnosticMessages } from "./diagnostics";
import { valueMessage } from "./dynamic-value";

/** The state of the current version. */
export function encodeUpgradeResourceState(
  response: UpgradeResourceStateResponse,
  { typeName }: UpgradeResourceStateRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("UpgradeResourceState.Response", {
    upgradedState: response.state === undefined ? undefined : valueMessage(response.state, types.resource(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
