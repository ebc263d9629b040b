import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type {
  OpenEphemeralResourceRequest,
  OpenEphemeralResourceResponse,
} from "../../framework/engine/open-ephemeral-resource";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { valueMessage } from "./dynamic-value";
import { timestampMessage } from "./timestamp";

/** What was opened. */
export function encodeOpenEphemeralResource(
  response: OpenEphemeralResourceResponse,
  { typeName }: OpenEphemeralResourceRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("OpenEphemeralResource.Response", {
    result:
      response.result === undefined ? undefined : valueMessage(response.result, types.ephemeralResource(typeName)),
    renewAt: timestampMessage(response.renewAt),
    private: response.privateBytes,
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
