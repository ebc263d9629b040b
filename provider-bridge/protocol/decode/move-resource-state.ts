import type { MoveResourceStateRequest } from "../../framework/engine/move-resource-state";
import { decodeRawState } from "./raw-state";
import { decodeRequest } from "./request";

/** The state of another type that is to become ours. */
export function decodeMoveResourceState(bytes: Uint8Array): MoveResourceStateRequest {
  const message = decodeRequest("MoveResourceState.Request", bytes);
  return {
    sourceProviderAddress: message.sourceProviderAddress,
    sourceTypeName: message.sourceTypeName,
    sourceSchemaVersion: Number(message.sourceSchemaVersion),
    sourceState: decodeRawState(message.sourceState),
    sourcePrivateBytes: message.sourcePrivate,
    targetTypeName: message.targetTypeName,
  };
}
