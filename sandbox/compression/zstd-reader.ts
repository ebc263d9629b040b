/**
 * Reads .zst through the package fzstd: Node has zstd from 22.15 only, and a machine may lack the program. fzstd skips
 * the checksum, so frames and blocks are walked here and each frame's content is hashed. Format: RFC 8878.
 */
import { Decompress } from "fzstd";
import { ByteCursor } from "./byte-cursor";
import { CorruptDataError } from "./byte-transform";
import { XxHash64 } from "./xxhash64";

const frameMagic = 0xfd2f_b528;
/** Sixteen magic numbers of frames to be skipped (3.1.2). */
const skippableMagic = 0x184d_2a50;
const checksumFlag = 0x04;
const runBlock = 1;
const reservedBlock = 3;
const skipBytes = 0x1_0000;

interface FrameHeader {
  bytes: Buffer;
  hasChecksum: boolean;
}

/**
 * Decompresses zstd.
 * @throws CorruptDataError when the data is damaged, ends early or is no zstd; what the source throws passes through.
 */
export async function* decodeZstd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const cursor = new ByteCursor(source);
  try {
    let frames = 0;
    for (let magic = await cursor.take(4); magic.length > 0; magic = await cursor.take(4)) {
      if (magic.length < 4) throw frames === 0 ? unsupported() : unexpectedEnd();
      if ((magic.readUInt32LE() & ~0xf) >>> 0 === skippableMagic) await skipFrame(cursor);
      else if (magic.readUInt32LE() === frameMagic) yield* decodeFrame(cursor, magic);
      else throw unsupported();
      frames += 1;
    }
    if (frames === 0) throw unexpectedEnd();
  } finally {
    await cursor.close();
  }
}

async function* decodeFrame(cursor: ByteCursor, magic: Buffer): AsyncGenerator<Uint8Array> {
  const header = await readHeader(cursor, magic);
  const hash = header.hasChecksum ? new XxHash64() : undefined;
  let output: Uint8Array[] = [];
  const decompressor = new Decompress((data) => {
    if (data.length > 0) output.push(data);
  });
  let pending = header.bytes;
  for (let last = false; !last; ) {
    const block = await readBlock(cursor);
    last = block.last;
    push(decompressor, Buffer.concat([pending, block.bytes]), last);
    pending = Buffer.alloc(0);
    for (const chunk of output) {
      hash?.update(chunk);
      yield chunk;
    }
    output = [];
  }
  if (hash === undefined) return;
  const checksum = await takeAll(cursor, 4);
  if (checksum.readUInt32LE() !== hash.low32()) {
    throw new CorruptDataError("Decoding error (36) : Restored data doesn't match checksum", false);
  }
}

function push(decompressor: Decompress, bytes: Uint8Array, final: boolean): void {
  try {
    decompressor.push(bytes, final);
  } catch {
    throw new CorruptDataError("Decoding error (36) : Data corruption detected", false);
  }
}

/** Reads a frame header (3.1.1.1). The checksum flag is cleared in `bytes`: the checksum is not passed on. */
async function readHeader(cursor: ByteCursor, magic: Buffer): Promise<FrameHeader> {
  const descriptor = (await takeAll(cursor, 1)).readUInt8();
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 0x03] ?? 0;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const rest = await takeAll(cursor, (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes);
  const bytes = Buffer.concat([magic, Buffer.from([descriptor & ~checksumFlag]), rest]);
  return { bytes, hasChecksum: (descriptor & checksumFlag) !== 0 };
}

async function readBlock(cursor: ByteCursor): Promise<{ bytes: Buffer; last: boolean }> {
  const header = await takeAll(cursor, 3);
  const fields = header.readUIntLE(0, 3);
  const type = (fields >> 1) & 0x03;
  if (type === reservedBlock) throw new CorruptDataError("Decoding error (36) : Data corruption detected", false);
  const content = await takeAll(cursor, type === runBlock ? 1 : fields >> 3);
  return { bytes: Buffer.concat([header, content]), last: (fields & 1) === 1 };
}

async function skipFrame(cursor: ByteCursor): Promise<void> {
  let left = (await takeAll(cursor, 4)).readUInt32LE();
  while (left > 0) {
    const skipped = await takeAll(cursor, Math.min(left, skipBytes));
    left -= skipped.length;
  }
}

async function takeAll(cursor: ByteCursor, length: number): Promise<Buffer> {
  const bytes = await cursor.take(length);
  if (bytes.length < length) throw unexpectedEnd();
  return bytes;
}

function unexpectedEnd(): CorruptDataError {
  return new CorruptDataError("premature end", true);
}

function unsupported(): CorruptDataError {
  return new CorruptDataError("unsupported format", false);
}
