/** Answers one call: requests out of the stream, answers into it, errors as statuses. */
import { once } from "node:events";
import type { ServerDuplexStream } from "@grpc/grpc-js";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { answersTo } from "./answers";
import type { TalosCall } from "./call";
import type { Connection } from "./connection";

type Stream = ServerDuplexStream<Buffer, Buffer>;

/** Answers the call of a path that came on one of the connections. Never throws. */
export function runCall(path: string, stream: Stream, connections: ReadonlyMap<string, Connection>): void {
  const connection = connections.get(stream.getPeer());
  // Nobody listens on a connection that is gone already.
  if (connection === undefined) return;
  const method = connection.answering.methods.get(path);
  const streams = method?.streamsAnswers === true;
  const caller = callerOf(stream, connection.gone);
  const unheard = caller.signal;
  // A call with one answer needs no other signal: making them would be a third of its cost.
  const lastWords = streams ? allowLastWords(connection.ending) : undefined;
  const call: TalosCall = {
    path,
    peer: connection.peer,
    metadata: textMetadata(stream),
    signal: streams ? AbortSignal.any([unheard, connection.ending]) : unheard,
    cut: () => connection.socket.destroy(),
  };
  const isEnding = () => streams && connection.ending.aborted;
  answer(call, stream, connection, lastWords === undefined ? unheard : AbortSignal.any([unheard, lastWords.over]))
    .then(
      () => (isEnding() ? stream.emit("error", closing) : stream.end()),
      (error: unknown) => unheard.aborted || stream.emit("error", isEnding() ? closing : statusOf(error)),
    )
    .finally(() => {
      caller.forget();
      lastWords?.forget();
      // What still waits on behalf of a stream that was cut is let go.
      if (streams) caller.leave();
    });
}

/** Given to whoever waits on behalf of a caller who has gone. */
const callerGone = new Error("The caller has gone");

/** `signal` is aborted when the caller or the connection goes before the call is over, or by `leave`; `forget` when it is. */
function callerOf(stream: Stream, gone: AbortSignal) {
  const unheard = new AbortController();
  const leave = () => unheard.abort(callerGone);
  stream.once("cancelled", leave);
  gone.addEventListener("abort", leave, { once: true });
  if (gone.aborted) leave();
  return {
    signal: unheard.signal,
    leave,
    forget: () => {
      stream.off("cancelled", leave);
      gone.removeEventListener("abort", leave);
    },
  };
}

/** As Go's client says it when a server goes. */
const closing = { code: GrpcStatus.UNAVAILABLE, details: "transport is closing" };

/** Real time: a stream that ends with its machine still tells what has happened before that. */
const lastWordsMs = 300;

/** `over` is aborted a while after the ending; `forget` when it does not matter any more. */
function allowLastWords(ending: AbortSignal): { readonly over: AbortSignal; readonly forget: () => void } {
  const over = new AbortController();
  const onEnding = () => setTimeout(() => over.abort(), lastWordsMs).unref();
  ending.addEventListener("abort", onEnding, { once: true });
  if (ending.aborted) over.abort();
  return { over: over.signal, forget: () => ending.removeEventListener("abort", onEnding) };
}

/** Resolves when all answers are written; rejects when `signal` is aborted, or with what went wrong. */
async function answer(
  call: TalosCall,
  stream: Stream,
  { answering, socket }: Connection,
  signal: AbortSignal,
): Promise<void> {
  const requests = stream.iterator({ destroyOnReturn: false });
  const { answers, cutAfterMessages } = await unlessAborted(signal, answersTo(call, requests, answering));
  let left = cutAfterMessages;
  const iterator = answers[Symbol.asyncIterator]();
  signal.addEventListener("abort", () => void iterator.return?.(), { once: true });
  for (;;) {
    const { done, value } = await unlessAborted(signal, iterator.next());
    if (done === true) break;
    if (left === 0) break;
    left -= 1;
    if (!stream.write(asBuffer(value))) await once(stream, "drain", { signal });
  }
  if (left === Number.POSITIVE_INFINITY) return;
  // What is written already is to arrive before the line goes dead.
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
}

/** What a promise gives, or the reason of the signal, whatever comes first: a handler may be deaf to the signal. */
async function unlessAborted<T>(signal: AbortSignal, promise: T | Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
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
