import { decodeValidateDataResourceConfig } from "../decode/validate-data-resource-config";
import { encodeValidateDataResourceConfig } from "../encode/validate-data-resource-config";
import { rpc } from "../method";

/** The RPC ValidateDataResourceConfig. */
export const validateDataResourceConfig = rpc("ValidateDataResourceConfig.Response", {
  decode: decodeValidateDataResourceConfig,
  run: (server, request, signal) => server.validateDataResourceConfig(request, signal),
  encode: encodeValidateDataResourceConfig,
});
