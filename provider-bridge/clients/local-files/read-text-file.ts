import { open } from "node:fs/promises";

/** More than any file that a user hands over by its path; a device that never ends is not read for ever. */
const MAX_BYTES = 4_194_304;

/**
 * The text of a file, as UTF-8.
 *
 * @throws RangeError for a file of more than 4 MiB, and what Node throws when it cannot be read (`ENOENT` and others).
 */
export async function readTextFile(file: string, signal: AbortSignal): Promise<string> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    while (length < buffer.length) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, length, Math.min(65_536, buffer.length - length), null);
      if (bytesRead === 0) return buffer.toString("utf8", 0, length);
      length += bytesRead;
    }
    throw new RangeError(`Cannot read "${file}": it has more than ${MAX_BYTES} bytes`);
  } finally {
    await handle.close();
  }
}
