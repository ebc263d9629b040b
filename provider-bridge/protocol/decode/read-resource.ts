import type { ReadResourceRequest } from "../../framework/engine/read-resource";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeIdentity, decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The stored state to compare with the real thing. */
export function decodeReadResource(bytes: Uint8Array, types: TypeLookup): ReadResourceRequest {
  const message = decodeRequest("ReadResource.Request", bytes);
  return {
    typeName: message.typeName,
    state: decodeValue(message.currentState, types.resource(message.typeName)),
    privateBytes: message.private,
    identity: decodeIdentity(message.currentIdentity, () => types.identity(message.typeName)),
  };
}
