import type { ConfigureProviderRequest } from "../../framework/engine/configure-provider";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The provider block. */
export function decodeConfigureProvider(bytes: Uint8Array, types: TypeLookup): ConfigureProviderRequest {
  const message = decodeRequest("ConfigureProvider.Request", bytes);
  return { config: decodeValue(message.config, types.provider()), terraformVersion: message.terraformVersion };
}
