/**
 * Writes .xz by hand: one stream, one block, LZMA2 with uncompressed chunks only. Every xz reads it, and no encoder's
 * version can change a byte of it. Format: "The .xz File Format" 1.1.0, sections named below.
 */
import { crc32 } from "node:zlib";

const streamMagic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
/** Stream flags (2.1.1.2): check type 0x01, CRC32. */
const streamFlags = Buffer.from([0x00, 0x01]);
/** LZMA2 chunk control bytes (5.3.1 and the LZMA2 format): uncompressed with and without dictionary reset, and end. */
const firstChunk = 0x01;
const laterChunk = 0x02;
const endOfChunks = 0x00;
/** An uncompressed LZMA2 chunk holds at most 64 KiB. */
const chunkBytes = 0x1_0000;
/** Block header (3.1): size (8 + 1) / 4, one filter, LZMA2 (0x21) with one property byte: dictionary of 64 KiB (8). */
const blockHeaderBody = Buffer.from([0x02, 0x00, 0x21, 0x01, 0x08, 0x00, 0x00, 0x00]);

/** The bytes as an .xz file. */
export function encodeXz(bytes: Uint8Array): Buffer {
  const blockHeader = Buffer.concat([blockHeaderBody, littleEndian32(crc32(blockHeaderBody))]);
  const chunks = lzma2Chunks(bytes);
  const compressedBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const check = littleEndian32(crc32(bytes));
  const unpaddedBytes = blockHeader.length + compressedBytes + check.length;
  const index = encodeIndex(unpaddedBytes, bytes.length);
  return Buffer.concat([
    streamMagic,
    streamFlags,
    littleEndian32(crc32(streamFlags)),
    blockHeader,
    ...chunks,
    padding(compressedBytes),
    check,
    index,
    encodeFooter(index.length),
  ]);
}

function lzma2Chunks(bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes);
    const header = Buffer.alloc(3);
    header.writeUInt8(start === 0 ? firstChunk : laterChunk, 0);
    header.writeUInt16BE(chunk.length - 1, 1);
    chunks.push(header, chunk);
  }
  chunks.push(Buffer.from([endOfChunks]));
  return chunks;
}

/** Index (4): indicator, number of records, one record, padding, CRC32. */
function encodeIndex(unpaddedBytes: number, uncompressedBytes: number): Buffer {
  const records = Buffer.concat([
    Buffer.from([0x00]),
    variableLength(1),
    variableLength(unpaddedBytes),
    variableLength(uncompressedBytes),
  ]);
  const body = Buffer.concat([records, padding(records.length)]);
  return Buffer.concat([body, littleEndian32(crc32(body))]);
}

/** Stream footer (2.1.2): CRC32, backward size, flags, magic "YZ". */
function encodeFooter(indexBytes: number): Buffer {
  const fields = Buffer.concat([littleEndian32(indexBytes / 4 - 1), streamFlags]);
  return Buffer.concat([littleEndian32(crc32(fields)), fields, Buffer.from("YZ")]);
}

/** Multibyte integer (1.2): seven bits a byte, lowest first. */
function variableLength(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

function littleEndian32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
}
