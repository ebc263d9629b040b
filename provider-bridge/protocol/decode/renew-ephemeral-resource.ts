import type { RenewEphemeralResourceRequest } from "../../framework/engine/renew-ephemeral-resource";
import { decodeRequest } from "./request";

/** The open ephemeral resource to renew. */
export function decodeRenewEphemeralResource(bytes: Uint8Array): RenewEphemeralResourceRequest {
  const message = decodeRequest("RenewEphemeralResource.Request", bytes);
  return { typeName: message.typeName, privateBytes: message.private ?? new Uint8Array(0) };
}
