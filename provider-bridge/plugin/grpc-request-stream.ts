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

/**
 * The one message of a unary request, taken as it comes: nobody reads in steps, and it may be as long as any.
 * Rejects with a {@link GrpcError} when there is none, or more than one, and for what {@link requestMessages} throws.
 */
export function onlyMessage(stream: ServerHttp2Stream, options: FrameReaderOptions): Promise<Buffer> {
  const frames = new FrameReader(options);
  return new Promise((resolve, reject) => {
    let only: Buffer | undefined;
    const settle = (outcome: () => void): void => {
      stream.removeListener("data", onData).removeListener("end", onEnd).removeListener("close", onClose);
      outcome();
    };
    const refuse = (error: unknown): void => settle(() => reject(error));
    const onData = (chunk: Buffer): void => {
      try {
        for (const message of frames.push(chunk)) {
          if (only !== undefined) throw notOne("more than one message");
          only = message;
        }
      } catch (error) {
        refuse(error);
      }
    };
    const onEnd = (): void => {
      try {
        frames.end();
        if (only === undefined) throw notOne("no message");
        const message = only;
        settle(() => resolve(message));
      } catch (error) {
        refuse(error);
      }
    };
    const onClose = (): void => refuse(wasReset());
    if (stream.destroyed || stream.closed) onClose();
    else stream.on("data", onData).once("end", onEnd).once("close", onClose);
  });
}

function notOne(what: string): GrpcError {
  return new GrpcError(GrpcStatus.INTERNAL, `Cannot read the request: ${what} in a unary call`);
}

function wasReset(): GrpcError {
  return new GrpcError(GrpcStatus.CANCELLED, "Cannot read the request: the stream was reset");
}

async function* requestChunks(stream: ServerHttp2Stream): AsyncGenerator<Buffer, void, undefined> {
  while (!stream.readableEnded) {
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) {
      yield chunk;
    } else if (stream.destroyed || stream.closed) {
      throw wasReset();
    } else {
      await streamEvent(stream, ["readable", "end", "close"]);
    }
  }
}
