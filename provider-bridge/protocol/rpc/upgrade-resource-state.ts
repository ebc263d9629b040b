import { decodeUpgradeResourceState } from "../decode/upgrade-resource-state";
import { encodeUpgradeResourceState } from "../encode/upgrade-resource-state";
import { rpc } from "../method";

/** The RPC UpgradeResourceState. */
export const upgradeResourceState = rpc("UpgradeResourceState.Response", {
  decode: decodeUpgradeResourceState,
  run: (server, request, signal) => server.upgradeResourceState(request, signal),
  encode: encodeUpgradeResourceState,
});
