import { decodeImportResourceState } from "../decode/import-resource-state";
import { encodeImportResourceState } from "../encode/import-resource-state";
import { rpc } from "../method";

/** The RPC ImportResourceState. */
export const importResourceState = rpc("ImportResourceState.Response", {
  decode: decodeImportResourceState,
  run: (server, request, signal) => server.importResourceState(request, signal),
  encode: encodeImportResourceState,
});
