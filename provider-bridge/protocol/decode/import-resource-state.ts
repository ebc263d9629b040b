import type { ImportResourceStateRequest } from "../../framework/engine/import-resource-state";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeIdentity } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The id, or the identity, to take over. */
export function decodeImportResourceState(bytes: Uint8Array, types: TypeLookup): ImportResourceStateRequest {
  const message = decodeRequest("ImportResourceState.Request", bytes);
  return {
    typeName: message.typeName,
    id: message.id,
    identity: decodeIdentity(message.identity, () => types.identity(message.typeName)),
  };
}
