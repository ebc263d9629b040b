import type { CloseEphemeralResourceRequest } from "../../framework/engine/close-ephemeral-resource";
import { decodeRequest } from "./request";

/** The open ephemeral resource to close. */
export function decodeCloseEphemeralResource(bytes: Uint8Array): CloseEphemeralResourceRequest {
  const message = decodeRequest("CloseEphemeralResource.Request", bytes);
  return { typeName: message.typeName, privateBytes: message.private ?? new Uint8Array(0) };
}
