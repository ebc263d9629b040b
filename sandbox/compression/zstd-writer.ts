/**
 * Writes .zst by hand: raw blocks, and run-length blocks where a block holds one byte value throughout, so that the
 * empty part of a disk costs next to nothing. Format: RFC 8878, sections named below.
 */
import { XxHash64 } from "./xxhash64";

const magic = 0xfd2f_b528;
/** Frame header descriptor (3.1.1.1.1): content size in 8 bytes (3 << 6), content checksum (1 << 2). */
const descriptor = (3 << 6) | (1 << 2);
/** Window descriptor (3.1.1.1.2): exponent 7, mantissa 0, that is 128 KiB. */
const windowDescriptor = 7 << 3;
const blockBytes = 0x2_0000;
const rawBlock = 0;
const runBlock = 1;

/** The bytes as a .zst file of one frame with a checksum. */
export function encodeZstd(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(14);
  header.writeUInt32LE(magic, 0);
  header.writeUInt8(descriptor, 4);
  header.writeUInt8(windowDescriptor, 5);
  header.writeBigUInt64LE(BigInt(bytes.length), 6);
  const parts: Uint8Array[] = [header];
  let start = 0;
  do {
    const block = bytes.subarray(start, start + blockBytes);
    start += blockBytes;
    parts.push(...encodeBlock(block, start >= bytes.length));
  } while (start < bytes.length);
  const hash = new XxHash64();
  hash.update(bytes);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(hash.low32());
  return Buffer.concat([...parts, checksum]);
}

/** Block header (3.1.1.2): last, type, size, in three bytes. */
function encodeBlock(block: Uint8Array, last: boolean): Uint8Array[] {
  const first = block[0];
  const uniform = first !== undefined && block.every((byte) => byte === first);
  const header = Buffer.alloc(3);
  header.writeUIntLE((block.length << 3) | ((uniform ? runBlock : rawBlock) << 1) | (last ? 1 : 0), 0, 3);
  return [header, uniform ? block.subarray(0, 1) : block];
}
