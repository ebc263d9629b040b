import { encodeGetProviderSchema } from "../encode/get-provider-schema";
import type { Rpc } from "../method";

/** The RPC GetProviderSchema; its request says nothing. */
export const getProviderSchema: Rpc = async (server) => encodeGetProviderSchema(server.getProviderSchema());
