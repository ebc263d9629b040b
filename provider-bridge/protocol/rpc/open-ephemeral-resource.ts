import { decodeOpenEphemeralResource } from "../decode/open-ephemeral-resource";
import { encodeOpenEphemeralResource } from "../encode/open-ephemeral-resource";
import { rpc } from "../method";

/** The RPC OpenEphemeralResource. */
export const openEphemeralResource = rpc("OpenEphemeralResource.Response", {
  decode: decodeOpenEphemeralResource,
  run: (server, request, signal) => server.openEphemeralResource(request, signal),
  encode: encodeOpenEphemeralResource,
});
