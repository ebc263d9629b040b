import type { ServerHttp2Stream } from "node:http2";
import { framePrefix } from "../../wire/grpc/frame";
import { GrpcError, GrpcStatus, type GrpcStatusCode } from "../../wire/grpc/status";
import { grpcStatusHeaders } from "./grpc-status-header";
import { streamEvent } from "./stream-event";

/** A message goes to the stream in pieces of this size, each waiting for the one before: the caller sets the pace. */
const pieceBytes = 262_144;

const headers = { ":status": 200, "content-type": "application/grpc", "grpc-accept-encoding": "identity" } as const;

/**
 * Writes the answer to one call. Nothing here throws because the caller has gone.
 * Once it has ended, what the caller still sends is dropped. The stream is not reset, as RFC 9113 §8.1 would allow:
 * Node sends a reset ahead of an answer that still waits to be sent, and callers end their side by themselves.
 */
export class GrpcReply {
  readonly #stream: ServerHttp2Stream;
  #ended = false;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  /** Sends one message and returns when the caller may be sent the next. Throws a {@link GrpcError} once it has gone. */
  async send(message: Uint8Array, maxMessageBytes: number): Promise<void> {
    refuseLonger(message, maxMessageBytes);
    this.#begin();
    const body = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    const first = body.subarray(0, pieceBytes);
    await this.#write(Buffer.concat([framePrefix(message.length), first]));
    for (let position = first.length; position < body.length; position += pieceBytes) {
      await this.#write(body.subarray(position, position + pieceBytes));
    }
  }

  /** Sends the only message and ends the call: in one go where it is one piece. Throws as {@link send} does. */
  async sendOnly(message: Uint8Array, maxMessageBytes: number): Promise<void> {
    if (message.length > pieceBytes) {
      await this.send(message, maxMessageBytes);
    } else {
      refuseLonger(message, maxMessageBytes);
      this.#begin();
      this.#refuseWhenOver();
      this.#end(GrpcStatus.OK, "", Buffer.concat([framePrefix(message.length), message]));
    }
    this.end(GrpcStatus.OK, "");
  }

  /** Ends the call with a status: in trailers after messages, in the headers where nothing was sent before. */
  end(code: GrpcStatusCode, message: string): void {
    if (this.#isGone()) {
      this.#stream.destroy(); // unread bytes would keep it open though both sides have closed it
    }
    if (this.#ended || this.#isGone()) {
      return;
    }
    this.#end(code, message);
  }

  /** Ends a request that is no gRPC call with an HTTP status. */
  refuse(httpStatus: number): void {
    if (!this.#isGone()) {
      this.#ended = true;
      this.#stream.respond({ ":status": httpStatus }, { endStream: true });
      this.#stream.resume();
    }
  }

  #end(code: GrpcStatusCode, message: string, last?: Buffer): void {
    this.#ended = true;
    const status = grpcStatusHeaders(code, message);
    if (this.#stream.headersSent) {
      this.#stream.once("wantTrailers", () => this.#stream.sendTrailers(status));
      this.#stream.end(last);
    } else {
      this.#stream.respond({ ...headers, ...status }, { endStream: true });
    }
    this.#stream.resume();
  }

  #begin(): void {
    if (!this.#stream.headersSent && !this.#isGone() && !this.#ended) {
      this.#stream.respond(headers, { waitForTrailers: true });
    }
  }

  async #write(piece: Buffer): Promise<void> {
    this.#refuseWhenOver();
    if (!this.#stream.write(piece)) {
      await streamEvent(this.#stream, ["drain", "close"]);
    }
  }

  #refuseWhenOver(): void {
    if (this.#ended || this.#isGone()) {
      throw new GrpcError(GrpcStatus.CANCELLED, "Cannot send the answer: the call is over");
    }
  }

  #isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }
}

function refuseLonger(message: Uint8Array, maxMessageBytes: number): void {
  if (message.length <= maxMessageBytes) return;
  const text = `Cannot send the answer: its ${message.length} bytes are more than ${maxMessageBytes}`;
  throw new GrpcError(GrpcStatus.RESOURCE_EXHAUSTED, text);
}
