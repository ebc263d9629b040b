import { encodeGetMetadata } from "../encode/get-metadata";
import type { Rpc } from "./rpc";

/** The RPC GetMetadata; its request says nothing. */
export const getMetadata: Rpc = async (server) => encodeGetMetadata(server.getMetadata());
