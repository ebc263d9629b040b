import { decodeReadDataSource } from "../decode/read-data-source";
import { encodeReadDataSource } from "../encode/read-data-source";
import { rpc } from "../method";

/** The RPC ReadDataSource. */
export const readDataSource = rpc("ReadDataSource.Response", {
  decode: decodeReadDataSource,
  run: (server, request, signal) => server.readDataSource(request, signal),
  encode: encodeReadDataSource,
});
