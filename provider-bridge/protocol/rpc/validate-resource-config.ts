import { decodeValidateResourceConfig } from "../decode/validate-resource-config";
import { encodeValidateResourceConfig } from "../encode/validate-resource-config";
import { rpc } from "../method";

/** The RPC ValidateResourceConfig. */
export const validateResourceConfig = rpc("ValidateResourceConfig.Response", {
  decode: decodeValidateResourceConfig,
  run: (server, request, signal) => server.validateResourceConfig(request, signal),
  encode: encodeValidateResourceConfig,
});
