import type { TypeLookup } from "../../framework/engine/type-lookup";
import type { ValidateProviderConfigRequest } from "../../framework/engine/validate-provider-config";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The provider block to check. */
export function decodeValidateProviderConfig(bytes: Uint8Array, types: TypeLookup): ValidateProviderConfigRequest {
  const message = decodeRequest("ValidateProviderConfig.Request", bytes);
  return { config: decodeValue(message.config, types.provider()) };
}
