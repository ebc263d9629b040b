import { encodeGetMetadata } from "../encode/get-metadata";
import type { Rpc } from "../method";

/** The RPC GetMetadata; its request says nothing. */
export const getMetadata: Rpc = async (server) => encodeGetMetadata(server.getMetadata());
