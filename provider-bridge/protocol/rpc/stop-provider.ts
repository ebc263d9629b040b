import { encodeStopProvider } from "../encode/stop-provider";
import type { Rpc } from "../method";

/** The RPC StopProvider: comes beside the calls that it stops; their answers follow. */
export const stopProvider: Rpc = async (server) => {
  server.stopProvider();
  return encodeStopProvider();
};
