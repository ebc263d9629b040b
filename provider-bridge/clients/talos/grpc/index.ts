/**
 * A small gRPC client on `node:http2`: a connection, and calls on it.
 * Here belongs what is true of any gRPC call; never what is called, nor who is trusted.
 */
export { CallFailure } from "./call-failure";
export type { CallBounds, CallListener, GrpcCall } from "./grpc-call";
export { GrpcConnection } from "./grpc-connection";
