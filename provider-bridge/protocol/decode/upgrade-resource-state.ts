import type { UpgradeResourceStateRequest } from "../../framework/engine/upgrade-resource-state";
import { decodeRawState } from "./raw-state";
import { decodeRequest } from "./request";

/** Stored state of some version. */
export function decodeUpgradeResourceState(bytes: Uint8Array): UpgradeResourceStateRequest {
  const message = decodeRequest("UpgradeResourceState.Request", bytes);
  return {
    typeName: message.typeName,
    version: Number(message.version),
    rawState: decodeRawState(message.rawState),
  };
}
