import { decodeReadResource } from "../decode/read-resource";
import { encodeReadResource } from "../encode/read-resource";
import { rpc } from "../method";

/** The RPC ReadResource. */
export const readResource = rpc("ReadResource.Response", {
  decode: decodeReadResource,
  run: (server, request, signal) => server.readResource(request, signal),
  encode: encodeReadResource,
});
