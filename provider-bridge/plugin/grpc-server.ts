import { createServer, type Http2Session, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import type { Method } from "../../wire/grpc/method";
import type { GrpcError } from "../../wire/grpc/status";
import { GrpcCall } from "./grpc-call";
import { GrpcReply } from "./grpc-reply";
import { readRequestHeaders } from "./grpc-request";

/** The longest message a provider takes or gives, as in HashiCorp's own provider SDK (256 MiB). */
export const defaultMaxMessageBytes = 256 * 1024 * 1024;

/** What a caller may send ahead of the method that reads it, for each stream and for the whole connection. */
const streamWindowBytes = 1024 * 1024;
const connectionWindowBytes = 16 * 1024 * 1024;
/** Far above any `-parallelism`; it bounds what one caller can make us hold. */
const maxConcurrentStreams = 1_000;
/** Node refuses new streams while a session holds more than this many megabytes of unsent answers; its default is 10. */
const maxSessionMemoryMB = 1_024;

/** What a gRPC server needs. */
export interface GrpcServerOptions {
  /** Finds the method of a path; may load it first. A rejection becomes the answer of that one call. */
  readonly findMethod: (path: string) => Promise<Method | undefined>;
  /** Turns an error into the text the caller gets (and may log it). */
  readonly describeError: (error: unknown, path: string) => string;
  /** Called when a call is over and its answer has been handed to the connection; nobody is told by default. */
  readonly onAnswered?: (path: string) => void;
  /** Default {@link defaultMaxMessageBytes}. */
  readonly maxMessageBytes?: number;
}

/** Serves gRPC on connections that others have accepted. */
export class GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #http2 = createServer({
    settings: { initialWindowSize: streamWindowBytes, maxConcurrentStreams, enablePush: false },
    maxSessionMemory: maxSessionMemoryMB,
  });
  readonly #sessions = new Set<Http2Session>();
  readonly #calls = new Set<GrpcCall>();
  #onIdle: (() => void) | undefined;

  constructor(options: GrpcServerOptions) {
    this.#options = options;
    this.#http2.on("session", (session) => this.#openSession(session));
    this.#http2.on("stream", (stream, headers) => this.#openStream(stream, headers));
    this.#http2.on("sessionError", () => {}); // the session closes by itself, and that is all there is to do
    this.#http2.on("unknownProtocol", (socket: Duplex) => socket.destroy());
  }

  /** Calls that are not over: their methods still run, or their answers are not all sent. */
  get activeCalls(): number {
    return this.#calls.size;
  }

  /** Serves a connection; TLS, if any, is already done. */
  accept(socket: Duplex): void {
    this.#http2.emit("connection", socket);
  }

  /** Aborts the signals of all running calls; they still answer. Resolves when all answers are sent. */
  async cancelCalls(reason: GrpcError): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    for (const call of this.#calls) {
      call.cancel(reason);
    }
    return this.#calls.size === 0 ? undefined : idle;
  }

  /** Ends every connection at once, whatever is still running on it. */
  close(): void {
    for (const session of this.#sessions) {
      session.destroy();
    }
  }

  #openSession(session: Http2Session): void {
    this.#sessions.add(session);
    session.on("error", () => {});
    session.once("close", () => this.#sessions.delete(session));
    if (!session.destroyed) {
      session.setLocalWindowSize(connectionWindowBytes);
    }
  }

  #openStream(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on("error", () => {}); // what a peer does to its own stream concerns nobody else
    const reply = new GrpcReply(stream);
    const request = readRequestHeaders(headers);
    switch (request.kind) {
      case "refused":
        reply.refuse(request.httpStatus);
        return;
      case "invalid":
        reply.end(request.code, request.message);
        return;
      case "accepted":
        this.#run(
          stream,
          new GrpcCall({ maxMessageBytes: defaultMaxMessageBytes, ...this.#options, stream, reply, request }),
          request.path,
        );
    }
  }

  #run(stream: ServerHttp2Stream, call: GrpcCall, path: string): void {
    this.#calls.add(call);
    const closed = new Promise<void>((resolve) => stream.once("close", resolve));
    void Promise.all([call.run(), closed]).then(() => {
      this.#calls.delete(call);
      this.#options.onAnswered?.(path);
      if (this.#calls.size === 0) {
        this.#onIdle?.();
      }
    });
  }
}
