/**
 * Terraform's plugin protocol 6 between bytes and the framework: the only place that knows protobuf and msgpack.
 * Here belongs translation (values/, decode/, encode/) and the glue of each RPC (rpc/); never what a provider does,
 * nor how a process or a socket is kept.
 */
export {
  encodeGetFunctions,
  encodeGetMetadata,
  encodeGetProviderSchema,
  encodeGetResourceIdentitySchemas,
} from "./encode";
export { createMethodTable, type PreparedRpc, type ProtocolOptions } from "./rpc";
