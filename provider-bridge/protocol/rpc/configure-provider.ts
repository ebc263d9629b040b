import { decodeConfigureProvider } from "../decode/configure-provider";
import { encodeConfigureProvider } from "../encode/configure-provider";
import { rpc } from "../method";

/** The RPC ConfigureProvider. */
export const configureProvider = rpc("ConfigureProvider.Response", {
  decode: decodeConfigureProvider,
  run: (server, request, signal) => server.configureProvider(request, signal),
  encode: encodeConfigureProvider,
});
