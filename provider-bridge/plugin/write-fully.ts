import { writeSync } from "node:fs";
import { systemErrorCode } from "./system-error";

/** Writes as much as goes at once and returns how many bytes that were, as `fs.writeSync` does. */
export type WriteSome = (fileDescriptor: number, bytes: Buffer) => number;

/** How often a full pipe is tried again, one millisecond apart, before the text is given up. */
const maxAttempts = 1_000;

/**
 * Writes a whole text to a file descriptor before it returns: streams would keep it in memory, where a crash or an exit
 * loses it. Returns false, and throws nothing, when the other side is gone or does not read for about a second.
 */
export function writeFully(fileDescriptor: number, text: string, write: WriteSome = writeSync): boolean {
  let rest = Buffer.from(text, "utf8");
  for (let attempt = 0; attempt < maxAttempts && rest.length > 0; ) {
    try {
      const written = write(fileDescriptor, rest);
      rest = rest.subarray(written);
      attempt = written > 0 ? 0 : attempt + 1;
    } catch (error) {
      if (!isFullPipe(error)) {
        return false;
      }
      attempt += 1;
      pauseOneMillisecond();
    }
  }
  return rest.length === 0;
}

function isFullPipe(error: unknown): boolean {
  return ["EAGAIN", "EINTR"].includes(systemErrorCode(error));
}

function pauseOneMillisecond(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
