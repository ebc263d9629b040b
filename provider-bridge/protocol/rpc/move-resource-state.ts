import { decodeMoveResourceState } from "../decode/move-resource-state";
import { encodeMoveResourceState } from "../encode/move-resource-state";
import { rpc } from "../method";

/** The RPC MoveResourceState. */
export const moveResourceState = rpc("MoveResourceState.Response", {
  decode: decodeMoveResourceState,
  run: (server, request, signal) => server.moveResourceState(request, signal),
  encode: encodeMoveResourceState,
});
