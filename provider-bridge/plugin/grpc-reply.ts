import { constants, type ServerHttp2Stream } from "node:http2";
import { GrpcError, GrpcStatus, type GrpcStatusCode } from "../../wire/grpc/status";
import { framePrefix } from "./grpc-frame";
import { grpcStatusHeaders } from "./grpc-status-header";
import { streamEvent } from "./stream-event";

/** A message goes to the stream in pieces of this size, each waiting for the one before: the caller sets the pace. */
const pieceBytes = 262_144;

const headers = { ":status": 200, "content-type": "application/grpc", "grpc-accept-encoding": "identity" } as const;

/** Writes the answer to one call. Nothing here throws because the caller has gone. */
export class GrpcReply {
  readonly #stream: ServerHttp2Stream;
  readonly #lingerMs: number;
  #ended = false;

  /** `lingerMs` is how long a caller may go on sending after its answer has ended, before its stream is reset. */
  constructor(stream: ServerHttp2Stream, lingerMs: number) {
    this.#stream = stream;
    this.#lingerMs = lingerMs;
  }

  /** Sends one message and returns when the caller may be sent the next. Throws a {@link GrpcError} once it has gone. */
  async send(message: Uint8Array, maxMessageBytes: number): Promise<void> {
    if (message.length > maxMessageBytes) {
      const text = `Cannot send the answer: its ${message.length} bytes are more than ${maxMessageBytes}`;
      throw new GrpcError(GrpcStatus.RESOURCE_EXHAUSTED, text);
    }
    this.#begin();
    const body = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    const first = body.subarray(0, pieceBytes);
    await this.#write(Buffer.concat([framePrefix(message.length), first]));
    for (let position = first.length; position < body.length; position += pieceBytes) {
      await this.#write(body.subarray(position, position + pieceBytes));
    }
  }

  /** Ends the call with a status: in trailers after messages, in the headers where nothing was sent before. */
  end(code: GrpcStatusCode, message: string): void {
    if (this.#ended || this.#isGone()) {
      return;
    }
    this.#ended = true;
    const status = grpcStatusHeaders(code, message);
    if (this.#stream.headersSent) {
      this.#stream.once("wantTrailers", () => this.#stream.sendTrailers(status));
      this.#stream.end();
    } else {
      this.#stream.respond({ ...headers, ...status }, { endStream: true });
    }
    this.#dropRest();
  }

  /** Ends a request that is no gRPC call with an HTTP status. */
  refuse(httpStatus: number): void {
    if (!this.#isGone()) {
      this.#ended = true;
      this.#stream.respond({ ":status": httpStatus }, { endStream: true });
      this.#dropRest();
    }
  }

  #begin(): void {
    if (!this.#stream.headersSent && !this.#isGone() && !this.#ended) {
      this.#stream.respond(headers, { waitForTrailers: true });
    }
  }

  async #write(piece: Buffer): Promise<void> {
    if (this.#ended || this.#isGone()) {
      throw new GrpcError(GrpcStatus.CANCELLED, "Cannot send the answer: the call is over");
    }
    if (!this.#stream.write(piece)) {
      await streamEvent(this.#stream, ["drain", "close"]);
    }
  }

  /**
   * What the caller still sends is dropped. Its stream is not reset at once, as RFC 9113 §8.1 would allow, because
   * Node 22 then sends the reset ahead of the answer.
   */
  #dropRest(): void {
    const stream = this.#stream;
    stream.resume();
    const reset = setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), this.#lingerMs);
    stream.once("close", () => clearTimeout(reset));
  }

  #isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }
}
