import type { TLSSocket } from "node:tls";
import type { Interference, Peer, TalosCall } from "./call";
import type { Forwarder } from "./forward";
import type { TalosMethod } from "./method";

/** What answers the calls of one endpoint. */
export interface Answering {
  /** By path. */
  readonly methods: ReadonlyMap<string, TalosMethod>;
  /** Runs before each call: throws to refuse it (roles), waits to slow it down, tells what befalls it. */
  before(call: TalosCall): Interference | undefined | Promise<Interference | undefined>;
  /** Undefined: calls for others are answered here. */
  readonly forwarder: Forwarder | undefined;
}

/** A connection that has shaken hands. */
export interface Connection {
  readonly socket: TLSSocket;
  readonly peer: Peer;
  readonly answering: Answering;
  /** Aborted when the connection is gone: nobody hears an answer any more. */
  readonly gone: AbortSignal;
  /** Aborted when the endpoint goes: answers that stream end, others are still finished. */
  readonly ending: AbortSignal;
}

/** Address and port of the caller, which no other connection to the same port has at the same time. */
export function connectionKey(socket: {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}): string {
  return `${socket.remoteAddress}:${socket.remotePort}`;
}
