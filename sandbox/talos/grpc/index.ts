/**
 * The gRPC servers of Talos machines: TLS as Talos does it, calls by a table of methods, statuses.
 * Here belongs what is true of every call; never what a method does, nor which role it takes.
 */
export type { Interference, Peer, TalosCall } from "./call";
export type { Answering, Forwarder } from "./connection";
export type { TalosEndpoint } from "./endpoint";
export { TalosListener, type TalosListenerOptions } from "./listener";
export { type Handlers, serviceMethods, type TalosMethod } from "./method";
export { TalosStatus } from "./status";
