/** A pipe: bounded, so that a fast writer waits for a slow reader. */
import { OpenFile } from "./open-file";
import { SystemError } from "./system-error";

/** What a Linux pipe holds. */
const capacityBytes = 64 * 1024;

/** Both ends of a new pipe. */
export function createPipe(): { reader: OpenFile; writer: OpenFile } {
  const buffer = new PipeBuffer();
  return {
    reader: new OpenFile({
      kind: "pipe",
      read: (maxBytes, signal) => buffer.read(maxBytes, signal),
      close: () => buffer.closeReader(),
    }),
    writer: new OpenFile({
      kind: "pipe",
      write: (bytes, signal) => buffer.write(bytes, signal),
      close: () => buffer.closeWriter(),
    }),
  };
}

/**
 * A pipe with a name: ends are opened one by one. A reader waits for the first writer, and is at the end when the last
 * one has closed; a writer waits for the first reader. (Opening itself does not wait here: reading and writing do.)
 */
export class NamedPipe {
  readonly #buffer = new PipeBuffer();
  #readers = 0;
  #writers = 0;

  /** A new end of it. */
  open(end: "reader" | "writer"): OpenFile {
    const buffer = this.#buffer;
    if (end === "reader") {
      this.#readers += 1;
      buffer.openReader();
      const close = () => {
        this.#readers -= 1;
        if (this.#readers === 0) buffer.closeReader();
      };
      return new OpenFile({ kind: "pipe", read: (maxBytes, signal) => buffer.read(maxBytes, signal), close });
    }
    this.#writers += 1;
    buffer.openWriter();
    const close = () => {
      this.#writers -= 1;
      if (this.#writers === 0) buffer.closeWriter();
    };
    return new OpenFile({ kind: "pipe", write: (bytes, signal) => buffer.write(bytes, signal), close });
  }
}

class PipeBuffer {
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  #readerGone = false;
  #writerGone = false;
  #waiting = new Set<() => void>();

  async read(maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    while (this.#chunks.length === 0) {
      if (this.#writerGone) return new Uint8Array(0);
      await this.#change(signal);
    }
    const [first = new Uint8Array(0)] = this.#chunks;
    const taken = first.subarray(0, maxBytes);
    if (taken.length === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(taken.length);
    this.#heldBytes -= taken.length;
    this.#wake();
    return taken;
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#readerGone) throw new SystemError("EPIPE");
    if (bytes.length > 0) {
      this.#chunks.push(bytes);
      this.#heldBytes += bytes.length;
      this.#wake();
    }
    while (this.#heldBytes > capacityBytes) {
      await this.#change(signal);
      if (this.#readerGone) throw new SystemError("EPIPE");
    }
  }

  openReader(): void {
    this.#readerGone = false;
    this.#wake();
  }

  openWriter(): void {
    this.#writerGone = false;
  }

  closeReader(): void {
    this.#readerGone = true;
    this.#chunks = [];
    this.#wake();
  }

  closeWriter(): void {
    this.#writerGone = true;
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const wake = () => {
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", abort, { once: true });
    });
  }
}
