import type { TLSSocket } from "node:tls";
import type { Interference, Peer, TalosCall } from "./call";
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

/** What a machine may pass calls on to. */
export interface Forwarder {
  /** Only machines with the key of the cluster's authority (control planes) pass calls on. */
  readonly isAble: boolean;
  /** Whether this is an address of the machine's own. */
  isOwn(target: string): boolean;
  /** The machine that answers there; undefined where nobody does. */
  find(target: string): Answering | undefined;
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
