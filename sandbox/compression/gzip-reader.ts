/** Reads gzip through Node's zlib, which checks length and CRC and takes several members in a row. */
import { once } from "node:events";
import { Readable } from "node:stream";
import { types } from "node:util";
import { createGunzip } from "node:zlib";
import { CorruptDataError } from "./byte-transform";

/**
 * Decompresses gzip.
 * @throws CorruptDataError when the data is damaged or ends early; what the source throws passes through.
 */
export async function* decodeGzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(source, { objectMode: false });
  const gunzip = createGunzip();
  let sourceError: Error | undefined;
  input.once("error", (error) => {
    sourceError = error;
    gunzip.destroy(error);
  });
  input.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    throw sourceError ?? asCorruptData(error);
  } finally {
    gunzip.destroy();
    input.destroy();
    if (!input.closed) await once(input, "close");
  }
}

function asCorruptData(error: unknown): unknown {
  if (!types.isNativeError(error) || !("code" in error)) return error;
  if (error.code === "Z_BUF_ERROR") return new CorruptDataError("unexpected end of file", true);
  if (error.message === "incorrect header check") return new CorruptDataError("not in gzip format", false);
  return new CorruptDataError(`invalid compressed data--${error.message}`, false);
}
