import type { MessageInit } from "../../../wire/protobuf";
import { type ImportResourceStateImportedResource, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type {
  ImportedResource,
  ImportResourceStateRequest,
  ImportResourceStateResponse,
} from "../../framework/engine/import-resource-state";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage, valueMessage } from "./dynamic-value";

/** The one resource taken over, or none. */
export function encodeImportResourceState(
  response: ImportResourceStateResponse,
  _request: ImportResourceStateRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("ImportResourceState.Response", {
    importedResources: response.imported === undefined ? [] : [importedMessage(response.imported, types)],
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}

function importedMessage(
  imported: ImportedResource,
  types: TypeLookup,
): MessageInit<ImportResourceStateImportedResource> {
  return {
    typeName: imported.typeName,
    state: valueMessage(imported.state, types.resource(imported.typeName)),
    private: imported.privateBytes,
    identity: identityMessage(imported.identity, () => types.identity(imported.typeName)),
  };
}
