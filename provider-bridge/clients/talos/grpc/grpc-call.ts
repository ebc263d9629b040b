import { type ClientHttp2Session, type ClientHttp2Stream, constants } from "node:http2";
import { FrameReader } from "../../../../wire/grpc/frame";
import { GrpcError, GrpcStatus, type GrpcStatusCode } from "../../../../wire/grpc/status";
import { CallFailure, failureOf, type StreamEnd } from "./call-failure";

/** Who is told what becomes of a call. */
export interface CallListener {
  /** A whole message came. */
  onMessage(message: Buffer): void;
  /** It is over: told once, always. Without a failure, the peer said OK. */
  onEnd(failure: CallFailure | undefined): void;
}

/** Bounds of a call. */
export interface CallBounds {
  /** How long it may take in all, milliseconds; undefined for a stream that is followed. */
  readonly timeoutMs: number | undefined;
  /** Of one message, in either direction. */
  readonly maxMessageBytes: number;
}

/** One call on a connection. */
export class GrpcCall {
  readonly #stream: ClientHttp2Stream;
  readonly #reader: FrameReader;
  readonly #bounds: CallBounds;
  readonly #timer: NodeJS.Timeout | undefined;
  #listener: CallListener | undefined;

  /** Begins a call. @throws CallFailure, turned away, where the connection takes no new ones */
  constructor(session: ClientHttp2Session, path: string, bounds: CallBounds, listener: CallListener) {
    const { timeoutMs, maxMessageBytes } = bounds;
    const stream = begin(session, path, timeoutMs);
    this.#stream = stream;
    this.#bounds = bounds;
    this.#listener = listener;
    this.#reader = new FrameReader({ maxMessageBytes, encoding: undefined, what: "answer" });
    if (timeoutMs !== undefined) this.#timer = setTimeout(() => this.#expire(timeoutMs), timeoutMs);
    let headers: StreamEnd["headers"] = {};
    let trailers: StreamEnd["trailers"];
    stream.on("response", (fields) => {
      headers = fields;
    });
    stream.on("trailers", (fields) => {
      trailers = fields;
    });
    stream.on("data", (chunk: Buffer) => this.#read(chunk));
    stream.on("error", ignore); // What it was stands in HTTP/2's code.
    stream.once("close", () => {
      const { rstCode = constants.NGHTTP2_NO_ERROR } = stream;
      this.#end(failureOf({ headers, trailers, rstCode, isBroken: session.destroyed }) ?? this.#unfinished());
    });
  }

  /** Sends a message. @throws CallFailure for one that is too long */
  send(message: Uint8Array, sent?: (error?: Error | null) => void): void {
    this.#stream.write(this.#framed(message), sent);
  }

  /** Sends the last message. @throws CallFailure for one that is too long */
  sendLast(message: Uint8Array): void {
    this.#stream.end(this.#framed(message));
  }

  /** No further message is sent. */
  sendNoMore(): void {
    this.#stream.end();
  }

  /** Takes no messages for a while: the peer has to wait. */
  pause(): void {
    this.#stream.pause();
  }

  /** Takes messages again. */
  resume(): void {
    this.#stream.resume();
  }

  /** Gives it up, if it is not over. */
  cancel(): void {
    if (this.#listener !== undefined) this.#fail(new CallFailure(GrpcStatus.CANCELLED, "the call was given up"));
  }

  #framed(message: Uint8Array): Buffer {
    const { maxMessageBytes } = this.#bounds;
    if (message.length <= maxMessageBytes) return framed(message);
    const why = `a message of ${message.length} bytes is longer than ${maxMessageBytes}`;
    throw this.#fail(new CallFailure(GrpcStatus.RESOURCE_EXHAUSTED, why));
  }

  #read(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) this.#listener?.onMessage(message);
    } catch (error) {
      this.#fail(asFailure(error));
    }
  }

  /** What ended inside of a message is no answer, whatever its status says. */
  #unfinished(): CallFailure | undefined {
    try {
      this.#reader.end();
      return undefined;
    } catch (error) {
      return asFailure(error);
    }
  }

  #expire(timeoutMs: number): void {
    this.#fail(new CallFailure(GrpcStatus.DEADLINE_EXCEEDED, `no whole answer within ${timeoutMs} ms`));
  }

  /** Told at once: a peer that is gone does not even take note of it. */
  #fail(failure: CallFailure): CallFailure {
    this.#end(failure);
    this.#stream.close(constants.NGHTTP2_CANCEL);
    return failure;
  }

  #end(failure: CallFailure | undefined): void {
    clearTimeout(this.#timer);
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onEnd(failure);
  }
}

function begin(session: ClientHttp2Session, path: string, timeoutMs: number | undefined): ClientHttp2Stream {
  try {
    return session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...(timeoutMs === undefined ? {} : { "grpc-timeout": `${timeoutMs}m` }),
    });
  } catch (error) {
    // It is on its way out, or gone.
    const why = `no call can be begun: ${error instanceof Error ? error.message : String(error)}`;
    throw new CallFailure(GrpcStatus.UNAVAILABLE, why, { isTurnedAway: true, cause: error });
  }
}

/** Flags and length stand before a message. */
const prefixBytes = 5;

function framed(message: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(prefixBytes + message.length);
  bytes.writeUInt8(0, 0);
  bytes.writeUInt32BE(message.length, 1);
  bytes.set(message, prefixBytes);
  return bytes;
}

function asFailure(error: unknown): CallFailure {
  const code: GrpcStatusCode = error instanceof GrpcError ? error.code : GrpcStatus.INTERNAL;
  return new CallFailure(code, error instanceof Error ? error.message : String(error), { cause: error });
}

function ignore(): void {
  // see where it is used
}
