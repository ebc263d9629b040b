import type { TypeLookup } from "../../framework/engine/type-lookup";
import type { ValidateDataResourceConfigRequest } from "../../framework/engine/validate-data-resource-config";
import { decodeValue } from "./dynamic-value";
import { decodeRequest } from "./request";

/** The data block to check. */
export function decodeValidateDataResourceConfig(
  bytes: Uint8Array,
  types: TypeLookup,
): ValidateDataResourceConfigRequest {
  const message = decodeRequest("ValidateDataResourceConfig.Request", bytes);
  return { typeName: message.typeName, config: decodeValue(message.config, types.dataSource(message.typeName)) };
}
