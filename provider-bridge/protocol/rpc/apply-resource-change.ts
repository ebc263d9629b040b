import { decodeApplyResourceChange } from "../decode/apply-resource-change";
import { encodeApplyResourceChange } from "../encode/apply-resource-change";
import { rpc } from "../method";

/** The RPC ApplyResourceChange. */
export const applyResourceChange = rpc("ApplyResourceChange.Response", {
  decode: decodeApplyResourceChange,
  run: (server, request, signal) => server.applyResourceChange(request, signal),
  encode: encodeApplyResourceChange,
});
