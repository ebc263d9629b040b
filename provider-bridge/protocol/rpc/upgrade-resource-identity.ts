import { decodeUpgradeResourceIdentity } from "../decode/upgrade-resource-identity";
import { encodeUpgradeResourceIdentity } from "../encode/upgrade-resource-identity";
import { rpc } from "../method";

/** The RPC UpgradeResourceIdentity. */
export const upgradeResourceIdentity = rpc("UpgradeResourceIdentity.Response", {
  decode: decodeUpgradeResourceIdentity,
  run: (server, request, signal) => server.upgradeResourceIdentity(request, signal),
  encode: encodeUpgradeResourceIdentity,
});
