import { type ClientHttp2Session, connect } from "node:http2";
import type { Duplex } from "node:stream";
import { GrpcStatus } from "../../../../wire/grpc/status";
import { CallFailure } from "./call-failure";
import { type CallBounds, type CallListener, GrpcCall } from "./grpc-call";

/** How a connection is made and kept. */
export interface ConnectionOptions {
  /** `https://HOST:PORT`, for the calls' authority. */
  readonly origin: string;
  /** Begins a connection. */
  readonly dial: () => Duplex;
  /** While calls are under way, the peer is asked for a sign of life so often, milliseconds. */
  readonly keepAliveMs: number;
  /** How long the sign may take, milliseconds: a peer that gives none is gone. */
  readonly keepAliveTimeoutMs: number;
}

/**
 * What a peer may send before it has to wait for us, in a call and in all together. With HTTP/2's own 64 KiB, a machine's
 * two configurations are one round trip longer under way.
 */
const windowBytes = 1_048_576;

/** A connection to one peer, made when it is wanted, and again when it broke. */
export class GrpcConnection {
  readonly #options: ConnectionOptions;
  #line: Line | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Whether calls can be made now. */
  get isReady(): boolean {
    return this.#line?.isReady === true;
  }

  /** Makes a connection, or waits for the one that is being made: whether it came about. Never rejects. */
  connect(): Promise<boolean> {
    if (this.#line === undefined || this.#line.isClosed) this.#line = new Line(this.#options);
    return this.#line.ready;
  }

  /**
   * Begins a call.
   * @throws CallFailure, turned away, where the connection takes no new ones, or was ended by somebody else
   */
  call(path: string, bounds: CallBounds, listener: CallListener): GrpcCall {
    if (this.#line === undefined) {
      throw new CallFailure(GrpcStatus.UNAVAILABLE, "the connection was ended", { isTurnedAway: true });
    }
    return this.#line.call(path, bounds, listener);
  }

  /** Takes no new calls, and ends when those under way have ended. */
  close(): void {
    this.#line?.close();
    this.#line = undefined;
  }
}

/** One HTTP/2 connection. It keeps the process alive only while calls are under way. */
class Line {
  readonly ready: Promise<boolean>;
  readonly #socket: Duplex;
  readonly #session: ClientHttp2Session;
  readonly #keepAliveTimeoutMs: number;
  #hasSpoken = false;
  #calls = 0;

  constructor({ origin, dial, keepAliveMs, keepAliveTimeoutMs }: ConnectionOptions) {
    const settings = { enablePush: false, initialWindowSize: windowBytes };
    const socket = dial();
    const session = connect(origin, { createConnection: () => socket, settings });
    session.once("connect", () => {
      if (!session.destroyed) session.setLocalWindowSize(windowBytes);
    });
    this.#socket = socket;
    this.#session = session;
    this.#keepAliveTimeoutMs = keepAliveTimeoutMs;
    const timer = setInterval(() => this.#askForSign(), keepAliveMs).unref();
    session.on("error", ignore); // It is closed then, too.
    this.ready = new Promise((resolve) => {
      // With TLS 1.3 a peer refuses our certificate after the handshake: when it speaks, it has taken us.
      session.once("remoteSettings", () => {
        this.#hasSpoken = true;
        if (this.#calls === 0) session.unref();
        resolve(true);
      });
      session.once("close", () => {
        clearInterval(timer);
        resolve(false);
      });
    });
  }

  get isReady(): boolean {
    return this.#hasSpoken && !this.isClosed;
  }

  /** Also while it is on its way out: after a GOAWAY, it takes no new calls. */
  get isClosed(): boolean {
    return this.#session.closed || this.#session.destroyed;
  }

  call(path: string, bounds: CallBounds, { onMessage, onEnd }: CallListener): GrpcCall {
    const session = this.#session;
    const call = new GrpcCall(session, path, bounds, {
      onMessage,
      onEnd: (failure) => {
        this.#calls -= 1;
        if (this.#calls === 0 && !session.destroyed) session.unref();
        onEnd(failure);
      },
    });
    if (this.#calls === 0) session.ref();
    this.#calls += 1;
    return call;
  }

  close(): void {
    if (this.#calls > 0) {
      this.#session.close();
      return;
    }
    // Without its socket, the session takes no leave of a peer that nothing is wanted of any more.
    this.#socket.destroy();
    this.#session.destroy();
  }

  #askForSign(): void {
    const session = this.#session;
    if (this.#calls === 0 || session.destroyed) return;
    const timer = setTimeout(() => session.destroy(), this.#keepAliveTimeoutMs).unref();
    session.ping(() => clearTimeout(timer));
  }
}

function ignore(): void {
  // see where it is used
}
