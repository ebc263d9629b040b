import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { RenewEphemeralResourceResponse } from "../../framework/engine/renew-ephemeral-resource";
import { diagnosticMessages } from "./diagnostics";
import { timestampMessage } from "./timestamp";

/** When to renew next. */
export function encodeRenewEphemeralResource(response: RenewEphemeralResourceResponse): Uint8Array {
  return tfplugin6.encode("RenewEphemeralResource.Response", {
    renewAt: timestampMessage(response.renewAt),
    private: response.privateBytes,
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
