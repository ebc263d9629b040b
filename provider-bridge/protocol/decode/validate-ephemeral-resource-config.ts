import type { TypeLookup } from "../../framework/engine/type-lookup";
import type { ValidateEphemeralResourceConfigRequest } from "../../framework/engine/validate-ephemeral-resource-config";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The ephemeral block to check. */
export function decodeValidateEphemeralResourceConfig(
  bytes: Uint8Array,
  types: TypeLookup,
): ValidateEphemeralResourceConfigRequest {
  const message = decodeRequest("ValidateEphemeralResourceConfig.Request", bytes);
  return { typeName: message.typeName, config: decodeValue(message.config, types.ephemeralResource(message.typeName)) };
}
