/** The archives in which Talos sends small files. */
import { gunzipSync } from "node:zlib";
import { TalosError } from "./talos-error";

/** More than any file that is sent this way. */
const mostBytes = 4 * 1024 * 1024;
/** POSIX ustar: header and padding are whole blocks. */
const blockBytes = 512;

/** The one file of an archive. @throws TalosError "malformed" for anything else. */
export function singleFileOfTarGz(archive: Uint8Array, name: string): Buffer {
  const tar = unpacked(archive, name);
  const header = tar.subarray(0, blockBytes);
  const found = textOf(header, 0, 100);
  const lengthBytes = Number.parseInt(textOf(header, 124, 136), 8);
  const isWhole = Number.isInteger(lengthBytes) && blockBytes + lengthBytes <= tar.length;
  if (found !== name || !isWhole) throw malformed(name, `it holds ${JSON.stringify(found.slice(0, 40))}`);
  return tar.subarray(blockBytes, blockBytes + lengthBytes);
}

function unpacked(archive: Uint8Array, name: string): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: mostBytes });
  } catch (error) {
    throw malformed(name, error instanceof Error ? error.message : String(error));
  }
}

function textOf(block: Buffer, start: number, end: number): string {
  return block.toString("latin1", start, end).replace(/\0.*$/s, "").trim();
}

function malformed(name: string, why: string): TalosError {
  return new TalosError("malformed", `Cannot read "${name}" out of the archive that Talos sent: ${why}`);
}
