import type { UpgradeResourceIdentityRequest } from "../../framework/engine/upgrade-resource-identity";
import { decodeRawState } from "./raw-state";
import { decodeRequest } from "./request";

/** A stored identity of another version. */
export function decodeUpgradeResourceIdentity(bytes: Uint8Array): UpgradeResourceIdentityRequest {
  const message = decodeRequest("UpgradeResourceIdentity.Request", bytes);
  return {
    typeName: message.typeName,
    version: Number(message.version),
    rawIdentity: decodeRawState(message.rawIdentity),
  };
}
