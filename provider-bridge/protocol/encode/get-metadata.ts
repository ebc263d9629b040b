import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { GetMetadataResponse } from "../../framework/engine/get-metadata";
import { SERVER_CAPABILITIES } from "./server-capabilities";

/** The names of what is served. */
export function encodeGetMetadata(response: GetMetadataResponse): Uint8Array {
  const typeNames = (names: readonly string[]) => names.map((typeName) => ({ typeName }));
  return tfplugin6.encode("GetMetadata.Response", {
    serverCapabilities: SERVER_CAPABILITIES,
    resources: typeNames(response.resources),
    dataSources: typeNames(response.dataSources),
    ephemeralResources: typeNames(response.ephemeralResources),
    functions: response.functions.map((name) => ({ name })),
  });
}
