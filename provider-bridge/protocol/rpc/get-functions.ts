import { encodeGetFunctions } from "../encode/get-functions";
import type { Rpc } from "../method";

/** The RPC GetFunctions; its request says nothing. */
export const getFunctions: Rpc = async (server) => encodeGetFunctions(server.getFunctions());
