import { decodeValidateEphemeralResourceConfig } from "../decode/validate-ephemeral-resource-config";
import { encodeValidateEphemeralResourceConfig } from "../encode/validate-ephemeral-resource-config";
import { rpc } from "../method";

/** The RPC ValidateEphemeralResourceConfig. */
export const validateEphemeralResourceConfig = rpc("ValidateEphemeralResourceConfig.Response", {
  decode: decodeValidateEphemeralResourceConfig,
  run: (server, request, signal) => server.validateEphemeralResourceConfig(request, signal),
  encode: encodeValidateEphemeralResourceConfig,
});
