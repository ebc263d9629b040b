/** One connection to one Talos API: bytes out, bytes in. The library is loaded when the first one is made. */
import { isIP } from "node:net";
import { checkServerIdentity, createSecureContext } from "node:tls";
import type { Client, ServiceError } from "@grpc/grpc-js";
import type { CallContext } from "../transport";
import type { TalosCredential } from "./credential";
import { fingerprintOf, type PeerCertificate } from "./peer-probe";
import { TALOS_PORT } from "./talos-port";

/** 32 MiB, as Talos (apid) takes and sends. */
const maxMessageBytes = 33_554_432;
/** A silent peer is noticed after both, milliseconds; the values of talosctl. */
const keepAliveMs = 10_000;
const keepAliveTimeoutMs = 5_000;

/**
 * What stands in the handshake where a name is wanted and there is only an address: an address may not stand there (RFC 6066,
 * section 3; Node warns, and will refuse it), and grpc-js cannot leave it out. Nobody can have this name (RFC 2606), Talos
 * chooses no certificate by it, and the peer's identity is checked against the address all the same.
 */
const nobodysName = "talos.invalid";

/** How a peer is told: by the cluster's CA, or as the very one whose certificate was seen before. */
export type Trust = { readonly credential: TalosCredential } | { readonly pinned: PeerCertificate };

/** How long one attempt may take, milliseconds; undefined for a stream that is followed. */
export interface ChannelLimits {
  readonly attemptMs: number | undefined;
}

/** One connection, made when it is first used. */
export class TalosChannel {
  readonly host: string;
  readonly #client: Client;
  readonly #channel: ReturnType<Client["getChannel"]>;

  constructor(host: string, trust: Trust) {
    const grpc: typeof import("@grpc/grpc-js") = require("@grpc/grpc-js");
    this.host = host;
    const credentials =
      "credential" in trust
        ? grpc.credentials.createSsl(
            Buffer.from(trust.credential.ca),
            Buffer.from(trust.credential.key),
            Buffer.from(trust.credential.certificate),
            { checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate) },
          )
        : grpc.credentials.createFromSecureContext(onlyThisOne(trust.pinned), {
            checkServerIdentity: (_host, { raw }) => differs(trust.pinned, raw),
          });
    this.#client = new grpc.Client(`${bracketed(host)}:${TALOS_PORT}`, credentials, {
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": maxMessageBytes,
      "grpc.keepalive_time_ms": keepAliveMs,
      "grpc.keepalive_timeout_ms": keepAliveTimeoutMs,
      "grpc.enable_retries": 0,
      "grpc.enable_http_proxy": 0,
      "grpc.use_local_subchannel_pool": 1,
      ...(isIP(host) === 0 ? {} : { "grpc.ssl_target_name_override": nobodysName }),
    });
    this.#channel = this.#client.getChannel();
  }

  /** Connects, where that has not happened. Nothing was sent where that fails, or where nobody answers in time. */
  async connect(limitMs: number, signal: AbortSignal): Promise<"ready" | "failed" | "silent"> {
    const { connectivityState: states }: typeof import("@grpc/grpc-js") = require("@grpc/grpc-js");
    const deadlineMs = Date.now() + limitMs;
    for (;;) {
      signal.throwIfAborted();
      const state = this.#channel.getConnectivityState(true);
      if (state === states.READY) return "ready";
      if (state === states.TRANSIENT_FAILURE || state === states.SHUTDOWN) return "failed";
      if (!(await this.#stateChanged(state, deadlineMs, signal))) return "silent";
    }
  }

  #stateChanged(state: number, deadlineMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const cancel = () => reject(signal.reason);
      signal.addEventListener("abort", cancel, { once: true });
      this.#channel.watchConnectivityState(state, deadlineMs, (error) => {
        signal.removeEventListener("abort", cancel);
        resolve(error === undefined);
      });
    });
  }

  /** One message for one message. @throws grpc-js's ServiceError, and the signal's reason. */
  unary(path: string, request: Uint8Array, { attemptMs }: ChannelLimits, { signal }: CallContext): Promise<Uint8Array> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const options = attemptMs === undefined ? {} : { deadline: Date.now() + attemptMs };
      const answered = (error: ServiceError | null, reply?: Buffer) => {
        signal.removeEventListener("abort", cancel);
        if (signal.aborted) reject(signal.reason);
        else if (error !== null) reject(error);
        else resolve(reply ?? Buffer.alloc(0));
      };
      const call = this.#client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), options, answered);
      const cancel = () => call.cancel();
      signal.addEventListener("abort", cancel, { once: true });
    });
  }

  /** Any messages for any messages. @throws grpc-js's ServiceError, and the signal's reason. */
  async *stream(
    path: string,
    requests: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { attemptMs }: ChannelLimits,
    { signal }: CallContext,
  ): AsyncGenerator<Uint8Array> {
    signal.throwIfAborted();
    const options = attemptMs === undefined ? {} : { deadline: Date.now() + attemptMs };
    const call = this.#client.makeBidiStreamRequest(path, asIs, asIs, options);
    const cancel = () => call.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    call.on("error", ignore); // Told by the loop below; without this, one that comes after it would end the process.
    const sent = sendAll(call, requests).catch(cancel);
    try {
      for await (const reply of call) yield reply;
      await sent;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", cancel);
      call.cancel();
    }
  }

  /** Ends it, and whatever goes on on it. */
  close(): void {
    this.#client.close();
  }
}

interface RequestStream {
  write(bytes: Buffer, written: (error?: Error | null) => void): boolean;
  end(): void;
}

async function sendAll(call: RequestStream, requests: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  for await (const request of requests) {
    await new Promise<void>((resolve, reject) => {
      call.write(Buffer.from(request), (error) => (error ? reject(error) : resolve()));
    });
  }
  call.end();
}

/**
 * A maintenance certificate is made at each boot by an authority that nobody knows: the certificate itself is what is
 * trusted, and no other.
 */
function onlyThisOne(pinned: PeerCertificate) {
  return createSecureContext({ ca: pinned.pem, allowPartialTrustChain: true });
}

function differs(pinned: PeerCertificate, raw: Buffer): Error | undefined {
  const { fingerprint } = fingerprintOf(raw);
  if (fingerprint === pinned.fingerprint) return undefined;
  return new Error(`Peer shows the certificate "${fingerprint}", and showed "${pinned.fingerprint}" before`);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function ignore(): void {
  // see where it is used
}
