import type { ApplyResourceChangeRequest } from "../../framework/engine/apply-resource-change";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeIdentity, decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The planned change to carry out. */
export function decodeApplyResourceChange(bytes: Uint8Array, types: TypeLookup): ApplyResourceChangeRequest {
  const message = decodeRequest("ApplyResourceChange.Request", bytes);
  const type = types.resource(message.typeName);
  return {
    typeName: message.typeName,
    priorState: decodeValue(message.priorState, type),
    plannedState: decodeValue(message.plannedState, type),
    config: decodeValue(message.config, type),
    privateBytes: message.plannedPrivate,
    identity: decodeIdentity(message.plannedIdentity, () => types.identity(message.typeName)),
  };
}
