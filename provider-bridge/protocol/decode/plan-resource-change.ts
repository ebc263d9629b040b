import type { PlanResourceChangeRequest } from "../../framework/engine/plan-resource-change";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeIdentity, decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The change to plan. */
export function decodePlanResourceChange(bytes: Uint8Array, types: TypeLookup): PlanResourceChangeRequest {
  const message = decodeRequest("PlanResourceChange.Request", bytes);
  const type = types.resource(message.typeName);
  return {
    typeName: message.typeName,
    priorState: decodeValue(message.priorState, type),
    proposedState: decodeValue(message.proposedNewState, type),
    config: decodeValue(message.config, type),
    privateBytes: message.priorPrivate,
    identity: decodeIdentity(message.priorIdentity, () => types.identity(message.typeName)),
  };
}
