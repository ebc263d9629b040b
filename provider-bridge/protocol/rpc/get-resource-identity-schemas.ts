import { encodeGetResourceIdentitySchemas } from "../encode/get-resource-identity-schemas";
import type { Rpc } from "../method";

/** The RPC GetResourceIdentitySchemas; its request says nothing. */
export const getResourceIdentitySchemas: Rpc = async (server) =>
  encodeGetResourceIdentitySchemas(server.getResourceIdentitySchemas());
