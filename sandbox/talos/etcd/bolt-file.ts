/**
 * A database file as etcd's own storage (bbolt, version 2) lays it out: two meta pages, a list of free pages, one leaf
 * with one bucket and one value in it. Enough for tools that open it, and for what the sandbox keeps in it.
 */

/** bbolt takes the page size of the machine that made the file, and notes it in the file. */
const pageBytes = 4096;
const pageHeaderBytes = 16;
const elementBytes = 16;
const bucketHeaderBytes = 16;
const magic = 0xed0cdaed;
const version = 2;
const flags = { leaf: 0x02, meta: 0x04, freelist: 0x10 } as const;
const bucketElement = 0x01;
const metaBytes = 64;

/** A file with one bucket that holds one key. */
export function writeBoltFile(bucket: string, key: string, value: Uint8Array): Buffer {
  const inner = leafPage([{ flags: 0, key: Buffer.from(key), value }]);
  const header = Buffer.alloc(bucketHeaderBytes);
  const root = leafPage([{ flags: bucketElement, key: Buffer.from(bucket), value: Buffer.concat([header, inner]) }]);
  const rootPages = Math.ceil(root.length / pageBytes);
  const highWater = 3 + rootPages;
  const file = Buffer.alloc(highWater * pageBytes);
  metaPage(0, highWater).copy(file, 0);
  metaPage(1, highWater).copy(file, pageBytes);
  writeHeader(file.subarray(2 * pageBytes), { id: 2, flags: flags.freelist, count: 0, overflow: 0 });
  root.copy(file, 3 * pageBytes);
  writeHeader(file.subarray(3 * pageBytes), { id: 3, flags: flags.leaf, count: 1, overflow: rootPages - 1 });
  return file;
}

/** The value of such a file; undefined for any other file. */
export function readBoltFile(file: Buffer, bucket: string, key: string): Uint8Array | undefined {
  if (file.length < 4 * pageBytes || file.readUInt32LE(pageHeaderBytes) !== magic) return undefined;
  if (file.readUInt32LE(pageHeaderBytes + 4) !== version) return undefined;
  const root = readLeaf(file.subarray(3 * pageBytes), bucket);
  return root === undefined ? undefined : readLeaf(root.subarray(bucketHeaderBytes), key);
}

interface Element {
  readonly flags: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

function leafPage(elements: readonly Element[]): Buffer {
  const headers = pageHeaderBytes + elements.length * elementBytes;
  const page = Buffer.alloc(headers + elements.reduce((sum, { key, value }) => sum + key.length + value.length, 0));
  writeHeader(page, { id: 0, flags: flags.leaf, count: elements.length, overflow: 0 });
  let at = headers;
  for (const [index, { flags: kind, key, value }] of elements.entries()) {
    const element = pageHeaderBytes + index * elementBytes;
    page.writeUInt32LE(kind, element);
    page.writeUInt32LE(at - element, element + 4);
    page.writeUInt32LE(key.length, element + 8);
    page.writeUInt32LE(value.length, element + 12);
    page.set(key, at);
    page.set(value, at + key.length);
    at += key.length + value.length;
  }
  return page;
}

/** The value of the only element of a leaf, where its key is this one. */
function readLeaf(page: Buffer, key: string): Buffer | undefined {
  if (page.length < pageHeaderBytes + elementBytes || page.readUInt16LE(8) !== flags.leaf) return undefined;
  const at = pageHeaderBytes + page.readUInt32LE(pageHeaderBytes + 4);
  const keyEnd = at + page.readUInt32LE(pageHeaderBytes + 8);
  const end = keyEnd + page.readUInt32LE(pageHeaderBytes + 12);
  if (end > page.length || page.toString("utf8", at, keyEnd) !== key) return undefined;
  return page.subarray(keyEnd, end);
}

function writeHeader(
  page: Buffer,
  header: { readonly id: number; readonly flags: number; readonly count: number; readonly overflow: number },
): void {
  page.writeBigUInt64LE(BigInt(header.id), 0);
  page.writeUInt16LE(header.flags, 8);
  page.writeUInt16LE(header.count, 10);
  page.writeUInt32LE(header.overflow, 12);
}

function metaPage(id: number, highWater: number): Buffer {
  const page = Buffer.alloc(pageHeaderBytes + metaBytes);
  writeHeader(page, { id, flags: flags.meta, count: 0, overflow: 0 });
  const meta = page.subarray(pageHeaderBytes);
  meta.writeUInt32LE(magic, 0);
  meta.writeUInt32LE(version, 4);
  meta.writeUInt32LE(pageBytes, 8);
  meta.writeBigUInt64LE(3n, 16);
  meta.writeBigUInt64LE(2n, 32);
  meta.writeBigUInt64LE(BigInt(highWater), 40);
  meta.writeBigUInt64LE(BigInt(id), 48);
  meta.writeBigUInt64LE(fnv1a(meta.subarray(0, 56)), 56);
  return page;
}

/** FNV-1a of 64 bits, which bbolt checks its meta pages with. */
function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
