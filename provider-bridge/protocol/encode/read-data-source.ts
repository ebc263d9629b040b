import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { ReadDataSourceRequest, ReadDataSourceResponse } from "../../framework/engine/read-data-source";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { diagnosticMessages } from "./diagnostics";
import { valueMessage } from "./dynamic-value";

/** What was read. */
export function encodeReadDataSource(
  response: ReadDataSourceResponse,
  { typeName }: ReadDataSourceRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("ReadDataSource.Response", {
    state: response.state === undefined ? undefined : valueMessage(response.state, types.dataSource(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
