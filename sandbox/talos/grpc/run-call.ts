/** Answers one call: requests out of the stream, answers into it, errors as statuses. */
import { once } from "node:events";
import type { ServerDuplexStream } from "@grpc/grpc-js";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { answersTo } from "./answers";
import type { TalosCall } from "./call";
import { Caller } from "./caller";
import type { Connection } from "./connection";

type Stream = ServerDuplexStream<Buffer, Buffer>;

/** Answers the call of a path that came on one of the connections. Never throws. */
export function runCall(path: string, stream: Stream, connections: ReadonlyMap<string, Connection>): void {
  const connection = connections.get(stream.getPeer());
  // Nobody listens on a connection that is gone already.
  if (connection === undefined) return;
  const { answering, ending, peer, socket } = connection;
  const streams = answering.methods.get(path)?.streamsAnswers === true;
  const caller = new Caller();
  const forget = [leaveWhenGone(caller, stream, connection.gone), streams ? leaveAtTheEnd(caller, ending) : ignore];
  let signal: AbortSignal | undefined;
  const call: TalosCall = {
    path,
    peer,
    metadata: textMetadata(stream),
    get signal() {
      signal ??= streams ? caller.signal(ending) : caller.signal();
      return signal;
    },
    cut: () => socket.destroy(),
  };
  const isEnding = () => streams && ending.aborted;
  answer(call, stream, connection, caller)
    .then(
      () => (isEnding() ? stream.emit("error", closing) : stream.end()),
      (error: unknown) => caller.left === "gone" || stream.emit("error", isEnding() ? closing : statusOf(error)),
    )
    .finally(() => {
      for (const each of forget) each();
      // What still waits on behalf of a stream that was cut is let go.
      if (streams) caller.leave("gone");
    });
}

/** Gives what takes it back. */
function leaveWhenGone(caller: Caller, stream: Stream, gone: AbortSignal): () => void {
  const leave = () => caller.leave("gone");
  stream.once("cancelled", leave);
  gone.addEventListener("abort", leave, { once: true });
  if (gone.aborted) leave();
  return () => {
    stream.off("cancelled", leave);
    gone.removeEventListener("abort", leave);
  };
}

/** As Go's client says it when a server goes. */
const closing = { code: GrpcStatus.UNAVAILABLE, details: "transport is closing" };

/** Real time: a stream that ends with its machine still tells what has happened before that. */
const lastWordsMs = 300;

/** Gives what takes it back. */
function leaveAtTheEnd(caller: Caller, ending: AbortSignal): () => void {
  const onEnding = () => setTimeout(() => caller.leave("last words said"), lastWordsMs).unref();
  ending.addEventListener("abort", onEnding, { once: true });
  if (ending.aborted) caller.leave("last words said");
  return () => ending.removeEventListener("abort", onEnding);
}

/** Resolves when all answers are written; rejects when the caller leaves, or with what went wrong. */
async function answer(call: TalosCall, stream: Stream, { answering, socket }: Connection, caller: Caller) {
  const requests = stream.iterator({ destroyOnReturn: false });
  const { answers, cutAfterMessages } = await caller.unlessLeft(answersTo(call, requests, answering));
  let left = cutAfterMessages;
  const iterator = answers[Symbol.asyncIterator]();
  caller.onLeave(() => void iterator.return?.());
  for (;;) {
    const { done, value } = await caller.unlessLeft(iterator.next());
    if (done === true) break;
    if (left === 0) break;
    left -= 1;
    if (!stream.write(asBuffer(value))) await caller.unlessLeft(once(stream, "drain"));
  }
  if (left === Number.POSITIVE_INFINITY) return;
  // What is written already is to arrive before the line goes dead.
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
}

function statusOf(error: unknown): { code: number; details: string } {
  if (error instanceof GrpcError) return { code: error.code, details: error.message };
  if (error instanceof SyntaxError) {
    return { code: GrpcStatus.INTERNAL, details: `grpc: error unmarshalling request: ${error.message}` };
  }
  return { code: GrpcStatus.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

function textMetadata(stream: Stream): ReadonlyMap<string, readonly string[]> {
  const metadata = new Map<string, readonly string[]>();
  for (const key of Object.keys(stream.metadata.getMap())) {
    const values = stream.metadata.get(key).filter((value) => typeof value === "string");
    if (values.length > 0) metadata.set(key, values);
  }
  return metadata;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ignore(): void {
  // There is nothing to take back.
}
