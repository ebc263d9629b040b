import type { ServerHttp2Stream } from "node:http2";
import { FrameReader, type FrameReaderOptions } from "../../wire/grpc/frame";
import { GrpcError, GrpcStatus } from "../../wire/grpc/status";
import { streamEvent } from "./stream-event";

/**
 * The messages of a request as they arrive. Bytes are taken from the stream only when a message is asked for, so that
 * a slow method holds its caller back. Throws a {@link GrpcError} for malformed frames and for a stream that was reset.
 */
export async function* requestMessages(
  stream: ServerHttp2Stream,
  options: FrameReaderOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const frames = new FrameReader(options);
  for await (const chunk of requestChunks(stream)) {
    yield* frames.push(chunk);
  }
  frames.end();
}

/** The one message of a unary request. Throws a {@link GrpcError} when there is none, or more than one. */
export async function onlyMessage(messages: AsyncIterable<Buffer>): Promise<Buffer> {
  let only: Buffer | undefined;
  for await (const message of messages) {
    if (only !== undefined) {
      throw new GrpcError(GrpcStatus.INTERNAL, "Cannot read the request: more than one message in a unary call");
    }
    only = message;
  }
  if (only === undefined) {
    throw new GrpcError(GrpcStatus.INTERNAL, "Cannot read the request: no message in a unary call");
  }
  return only;
}

async function* requestChunks(stream: ServerHttp2Stream): AsyncGenerator<Buffer, void, undefined> {
  while (!stream.readableEnded) {
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) {
      yield chunk;
    } else if (stream.destroyed || stream.closed) {
      throw new GrpcError(GrpcStatus.CANCELLED, "Cannot read the request: the stream was reset");
    } else {
      await streamEvent(stream, ["readable", "end", "close"]);
    }
  }
}
