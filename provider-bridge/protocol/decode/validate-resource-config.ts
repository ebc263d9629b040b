import type { TypeLookup } from "../../framework/engine/type-lookup";
import type { ValidateResourceConfigRequest } from "../../framework/engine/validate-resource-config";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The resource block to check. Only clients from 6.8 say that they know write-only attributes. */
export function decodeValidateResourceConfig(bytes: Uint8Array, types: TypeLookup): ValidateResourceConfigRequest {
  const message = decodeRequest("ValidateResourceConfig.Request", bytes);
  return {
    typeName: message.typeName,
    config: decodeValue(message.config, types.resource(message.typeName)),
    writeOnlyAttributesAllowed: message.clientCapabilities?.writeOnlyAttributesAllowed ?? false,
  };
}
