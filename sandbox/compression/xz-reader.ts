/**
 * Reads .xz through the package xz-decompress (xz-embedded as WebAssembly): a machine may lack the program xz, and Node
 * has no LZMA. It checks CRC32 and CRC64, takes several streams in a row, and does not know the check SHA-256.
 */
import { ReadableStream } from "node:stream/web";
import { types } from "node:util";
import { XzReadableStream } from "xz-decompress";
import { CorruptDataError } from "./byte-transform";

/** Result codes of xz-embedded that the package names in its message. */
const sentences: Readonly<Record<number, string>> = {
  3: "Memory usage limit reached",
  4: "Memory usage limit reached",
  5: "File format not recognized",
  6: "Unsupported options",
  7: "Compressed data is corrupt",
  8: "Unexpected end of input",
};
const unexpectedEnd = 8;

/**
 * Decompresses xz.
 * @throws CorruptDataError when the data is damaged, ends early or is no xz; what the source throws passes through.
 */
export async function* decodeXz(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let sourceError: { cause: unknown } | undefined;
  let readBytes = 0;
  const input = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else {
          readBytes += next.value.length;
          // A copy: the library hands the buffer to WebAssembly and may see it after the source has reused it.
          if (next.value.length > 0) controller.enqueue(Uint8Array.from(next.value));
        }
      } catch (error) {
        sourceError = { cause: error };
        controller.error(error);
      }
    },
  });
  const reader = new XzReadableStream(input).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (error) {
    if (sourceError !== undefined) throw sourceError.cause;
    throw asCorruptData(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await iterator.return?.();
  }
  if (readBytes === 0) throw new CorruptDataError("File format not recognized", true);
}

function asCorruptData(error: unknown): CorruptDataError {
  const text = types.isNativeError(error) ? error.message : String(error);
  const code = Number(/error code (\d+)/.exec(text)?.[1] ?? 0);
  return new CorruptDataError(sentences[code] ?? `Compressed data is corrupt (${text})`, code === unexpectedEnd);
}
