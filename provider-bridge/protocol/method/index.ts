/**
 * What every RPC has in common as a method of the service: its steps and what becomes of errors, and the answer of those
 * that are not served. Here belongs nothing of a single RPC.
 */
export { providerBug, type Rpc, type RpcSteps, rpc } from "./rpc";
export { UNSUPPORTED_RPCS, unsupportedMethod } from "./unsupported";
