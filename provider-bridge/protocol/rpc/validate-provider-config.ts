import { decodeValidateProviderConfig } from "../decode/validate-provider-config";
import { encodeValidateProviderConfig } from "../encode/validate-provider-config";
import { rpc } from "../method";

/** The RPC ValidateProviderConfig. */
export const validateProviderConfig = rpc("ValidateProviderConfig.Response", {
  decode: decodeValidateProviderConfig,
  run: (server, request, signal) => server.validateProviderConfig(request, signal),
  encode: encodeValidateProviderConfig,
});
