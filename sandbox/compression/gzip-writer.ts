/**
 * Writes gzip by hand with stored deflate blocks: zlib's output differs between its versions, this does not.
 * Format: RFC 1952 and RFC 1951 section 3.2.4.
 */
import { crc32 } from "node:zlib";

/** Magic, deflate, no flags, no time, no extra flags, operating system unknown (255). */
const header = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff]);
const storedBlockBytes = 0xffff;

/** The bytes as a .gz file of one member. */
export function encodeGzip(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [header];
  let start = 0;
  do {
    const block = bytes.subarray(start, start + storedBlockBytes);
    start += storedBlockBytes;
    const blockHeader = Buffer.alloc(5);
    blockHeader.writeUInt8(start >= bytes.length ? 1 : 0, 0);
    blockHeader.writeUInt16LE(block.length, 1);
    blockHeader.writeUInt16LE(~block.length & 0xffff, 3);
    parts.push(blockHeader, block);
  } while (start < bytes.length);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 0x1_0000_0000, 4);
  return Buffer.concat([...parts, trailer]);
}
