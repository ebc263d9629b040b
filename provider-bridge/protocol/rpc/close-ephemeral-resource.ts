import { decodeCloseEphemeralResource } from "../decode/close-ephemeral-resource";
import { encodeCloseEphemeralResource } from "../encode/close-ephemeral-resource";
import { rpc } from "../method";

/** The RPC CloseEphemeralResource. */
export const closeEphemeralResource = rpc("CloseEphemeralResource.Response", {
  decode: decodeCloseEphemeralResource,
  run: (server, request, signal) => server.closeEphemeralResource(request, signal),
  encode: encodeCloseEphemeralResource,
});
