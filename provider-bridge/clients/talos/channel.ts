/** One connection to one Talos API: bytes out, bytes in. */
import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  TLSSocket,
} from "node:tls";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import type { CallContext } from "../transport";
import type { TalosCredential } from "./credential";
import { type CallBounds, CallFailure, GrpcConnection } from "./grpc";
import { fingerprintOf, type PeerCertificate } from "./peer-probe";
import { TALOS_PORT } from "./talos-port";

/** 32 MiB, as Talos (apid) takes and sends. */
const maxMessageBytes = 33_554_432;
/** A silent peer is noticed after both, milliseconds; the values of talosctl. */
const keepAliveMs = 10_000;
const keepAliveTimeoutMs = 5_000;

/** How a peer is told: by the cluster's CA, or as the very one whose certificate was seen before. */
export type Trust = { readonly credential: TalosCredential } | { readonly pinned: PeerCertificate };

/** How long one attempt may take, milliseconds; undefined for a stream that is followed. */
export interface ChannelLimits {
  readonly attemptMs: number | undefined;
}

/** One connection, made when it is first used. */
export class TalosChannel {
  readonly host: string;
  readonly #connection: GrpcConnection;

  constructor(host: string, trust: Trust) {
    this.host = host;
    this.#connection = new GrpcConnection({
      origin: `https://${bracketed(host)}:${TALOS_PORT}`,
      dial: () => dial(host, trust),
      keepAliveMs,
      keepAliveTimeoutMs,
    });
  }

  /** Connects, where that has not happened. Nothing was sent where that fails, or where nobody answers in time. */
  async connect(limitMs: number, signal: AbortSignal): Promise<"ready" | "failed" | "silent"> {
    signal.throwIfAborted();
    if (this.#connection.isReady) return "ready";
    const connecting = this.#connection.connect();
    return new Promise((resolve, reject) => {
      const cancel = () => settle(() => reject(signal.reason));
      const timer = setTimeout(() => settle(() => resolve("silent")), limitMs);
      const settle = (tell: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        tell();
      };
      signal.addEventListener("abort", cancel, { once: true });
      void connecting.then((isReady) => settle(() => resolve(isReady ? "ready" : "failed")));
    });
  }

  /** One message for one message. @throws CallFailure, and the signal's reason. */
  async unary(path: string, request: Uint8Array, limits: ChannelLimits, context: CallContext): Promise<Uint8Array> {
    const [reply] = await this.gather(path, request, limits, context);
    if (reply === undefined) throw new CallFailure(GrpcStatus.INTERNAL, "the answer has no message");
    return reply;
  }

  /** All messages for one message, {@link maxMessageBytes} together at most. @throws CallFailure, and the signal's reason. */
  gather(
    path: string,
    request: Uint8Array,
    { attemptMs }: ChannelLimits,
    { signal }: CallContext,
  ): Promise<readonly Uint8Array[]> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const replies: Uint8Array[] = [];
      let left = maxMessageBytes;
      const onMessage = (message: Uint8Array) => {
        left -= message.length;
        if (left < 0) throw new GrpcError(GrpcStatus.RESOURCE_EXHAUSTED, `more than ${maxMessageBytes} bytes come`);
        replies.push(message);
      };
      const onEnd = (failure: CallFailure | undefined) => {
        signal.removeEventListener("abort", cancel);
        if (signal.aborted) reject(signal.reason);
        else if (failure !== undefined) reject(failure);
        else resolve(replies);
      };
      const call = this.#connection.call(path, boundsOf(attemptMs), { onMessage, onEnd });
      const cancel = () => call.cancel();
      signal.addEventListener("abort", cancel, { once: true });
      call.sendLast(request);
    });
  }

  /** Any messages for one message. @throws CallFailure, and the signal's reason. */
  async *stream(
    path: string,
    request: Uint8Array,
    { attemptMs }: ChannelLimits,
    { signal }: CallContext,
  ): AsyncGenerator<Uint8Array> {
    signal.throwIfAborted();
    const waiting: Uint8Array[] = [];
    let end: { readonly failure: CallFailure | undefined } | undefined;
    let wake = ignore;
    const onMessage = (message: Uint8Array) => {
      waiting.push(message);
      if (waiting.length === mostWaiting) call.pause();
      wake();
    };
    const onEnd = (failure: CallFailure | undefined) => {
      end = { failure };
      wake();
    };
    const call = this.#connection.call(path, boundsOf(attemptMs), { onMessage, onEnd });
    const cancel = () => call.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      call.sendLast(request);
      for (;;) {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
        signal.throwIfAborted();
        if (end?.failure !== undefined) throw end.failure;
        if (end !== undefined) return;
        call.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      call.cancel();
    }
  }

  /** Takes no new calls; those under way may end. */
  close(): void {
    this.#connection.close();
  }
}

/** Messages of a stream that wait for whoever reads it: with so many, no more are taken. */
const mostWaiting = 64;

function boundsOf(timeoutMs: number | undefined): CallBounds {
  return { timeoutMs, maxMessageBytes };
}

function dial(host: string, trust: Trust): TLSSocket {
  const options = { host, port: TALOS_PORT, ALPNProtocols: ["h2"], ...trusting(trust) };
  if (isIP(host) === 0) return connect({ ...options, servername: host });
  // An address is no name: it may not stand in the handshake (RFC 6066, section 3).
  return "pinned" in trust ? connect(options) : connectToAddress(host, options);
}

/**
 * Node would make an object of the certificate and of its whole chain, with all of their hashes, before it compares the
 * address: half a millisecond for each machine, a third of the handshake. One of the certificate alone is enough to compare
 * the address with; that it is of our CA is found out by the handshake, as ever.
 */
function connectToAddress(host: string, options: ConnectionOptions): TLSSocket {
  const socket: TLSSocket = connect({
    ...options,
    checkServerIdentity: (_name, certificate) => {
      const isFor = checkServerIdentity(host, certificate) === undefined;
      return isFor ? undefined : new Error(`Peer shows a certificate that is not for the address ${host}`);
    },
  });
  const getPeerCertificate = () => TLSSocket.prototype.getPeerCertificate.call(socket);
  return Object.defineProperty(socket, "getPeerCertificate", { value: getPeerCertificate });
}

/** Whom a handshake takes for the peer, and who we are in it. */
function trusting(trust: Trust): ConnectionOptions {
  if ("credential" in trust) return { secureContext: contextOf(trust.credential) };
  // A maintenance certificate is made at each boot by an authority that nobody knows: it is trusted itself, and no other.
  const { pinned } = trust;
  return {
    secureContext: createSecureContext({ ca: pinned.pem, allowPartialTrustChain: true }),
    checkServerIdentity: (_host, { raw }) => differs(pinned, raw),
  };
}

/** To read a key and certificates takes as long as the handshake: it is done once for all machines of a cluster. */
const contexts = new WeakMap<TalosCredential, SecureContext>();

function contextOf(credential: TalosCredential): SecureContext {
  const known = contexts.get(credential);
  if (known !== undefined) return known;
  const { ca, certificate, key } = credential;
  // With its chain: without, OpenSSL would find it again in each handshake, and verify our own certificate for that.
  const made = createSecureContext({ ca, cert: `${certificate}\n${ca}`, key });
  contexts.set(credential, made);
  return made;
}

/**
 * Does ahead of time what the first connection of a process would have to do: as soon as any CA is given, Node reads the
 * 150 authorities of the web, too, which takes 20 ms.
 */
export function getReadyToConnect(): void {
  createSecureContext({ ca: rootCertificates[0] });
}

function differs(pinned: PeerCertificate, raw: Buffer): Error | undefined {
  const { fingerprint } = fingerprintOf(raw);
  if (fingerprint === pinned.fingerprint) return undefined;
  return new Error(`Peer shows the certificate "${fingerprint}", and showed "${pinned.fingerprint}" before`);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function ignore(): void {
  // see where it is used
}
