/** An SSH channel as three open files, with back-pressure both ways. */
import type { Readable, Writable } from "node:stream";
import { FileTable, OpenFile, SystemError } from "./system";

/** The streams of a channel. */
export interface ChannelStreams {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** Descriptors 0, 1 and 2 on a channel. When the client is gone, reading ends and writing fails as into a broken pipe. */
export function channelFiles({ input, output, errors }: ChannelStreams): FileTable {
  const files = new FileTable();
  files.set(0, new OpenFile({ kind: "channel", read: (maxBytes, signal) => readSome(input, maxBytes, signal) }));
  files.set(1, new OpenFile({ kind: "channel", write: (bytes, signal) => writeAll(output, bytes, signal) }));
  files.set(2, new OpenFile({ kind: "channel", write: (bytes, signal) => writeAll(errors, bytes, signal) }));
  return files;
}

async function readSome(input: Readable, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  for (;;) {
    signal.throwIfAborted();
    // A size beyond what is there would give nothing until the end; what is there is wanted.
    const chunk: unknown = input.read(Math.min(maxBytes, input.readableLength) || undefined);
    if (Buffer.isBuffer(chunk)) return chunk;
    if (input.readableEnded || input.destroyed) return new Uint8Array(0);
    await oneOf(input, ["readable", "end", "close", "error"], signal);
  }
}

async function writeAll(output: Writable, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (output.destroyed || output.writableEnded) throw new SystemError("EPIPE");
  if (output.write(Buffer.from(bytes))) return;
  await oneOf(output, ["drain", "close", "error"], signal);
  if (output.destroyed) throw new SystemError("EPIPE");
}

/** Waits for the first of some events. */
function oneOf(emitter: Readable | Writable, names: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => () => {
      for (const name of names) emitter.off(name, done);
      signal.removeEventListener("abort", abort);
      finish();
    };
    const done = settle(resolve);
    const abort = settle(() => reject(signal.reason));
    for (const name of names) emitter.on(name, done);
    signal.addEventListener("abort", abort, { once: true });
  });
}
