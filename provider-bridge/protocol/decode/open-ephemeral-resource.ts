import type { OpenEphemeralResourceRequest } from "../../framework/engine/open-ephemeral-resource";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The ephemeral block to open. */
export function decodeOpenEphemeralResource(bytes: Uint8Array, types: TypeLookup): OpenEphemeralResourceRequest {
  const message = decodeRequest("OpenEphemeralResource.Request", bytes);
  return { typeName: message.typeName, config: decodeValue(message.config, types.ephemeralResource(message.typeName)) };
}
