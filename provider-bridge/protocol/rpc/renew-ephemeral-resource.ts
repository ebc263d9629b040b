import { decodeRenewEphemeralResource } from "../decode/renew-ephemeral-resource";
import { encodeRenewEphemeralResource } from "../encode/renew-ephemeral-resource";
import { rpc } from "../method";

/** The RPC RenewEphemeralResource. */
export const renewEphemeralResource = rpc("RenewEphemeralResource.Response", {
  decode: decodeRenewEphemeralResource,
  run: (server, request, signal) => server.renewEphemeralResource(request, signal),
  encode: encodeRenewEphemeralResource,
});
