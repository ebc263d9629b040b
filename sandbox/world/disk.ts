/**
 * Disks: byte-true, sparse, and cheap while they are empty. The first MiB written stays in memory, what comes after goes
 * to a temporary file; chunks never written, or written with zeroes only, take no place at all.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Bytes of one chunk: a disk is a map of chunk number to content. */
export const chunkBytes = 4096;
const chunksInMemory = 256;
const zeroes = Buffer.alloc(chunkBytes);
/** Where the first partition of an image begins; what stands before it is changed without touching the image. */
const firstPartitionOffset = 1024 * 1024;
let stampsGiven = 0;

/** One disk. All offsets and lengths in bytes; calls are synchronous, so keep a single one below some MiB. */
export class Disk {
  readonly sizeBytes: number;
  readonly #path: string;
  /** A buffer is never changed once it is here, so that copies may share it. A number is a slot in the file. */
  readonly #chunks = new Map<number, Buffer | number>();
  #file: number | undefined;
  #slots = 0;
  #stamp = ++stampsGiven;

  /** `path` is where the file comes to stand when one is needed. */
  constructor(sizeBytes: number, path: string) {
    this.sizeBytes = sizeBytes;
    this.#path = path;
  }

  /** Stands for the content from the first partition (1 MiB) on: where two disks have the same one, that is the same. */
  get partitionsStamp(): number {
    return this.#stamp;
  }

  /** Bytes that are really held, in whole chunks: what a snapshot of this disk has to store. */
  get usedBytes(): number {
    return this.#chunks.size * chunkBytes;
  }

  /** Reads; short at the end of the disk, zeroes where nothing was written. */
  read(offset: number, length: number): Buffer {
    const end = Math.min(this.sizeBytes, offset + length);
    const result = Buffer.alloc(Math.max(0, end - offset));
    for (let at = offset; at < end; ) {
      const within = at % chunkBytes;
      const take = Math.min(chunkBytes - within, end - at);
      const chunk = this.#chunks.get((at - within) / chunkBytes);
      if (chunk !== undefined) this.#readChunk(chunk, within, result, at - offset, take);
      at += take;
    }
    return result;
  }

  /** Writes; returns how many bytes fitted (fewer at the end of the disk: no space left on device). */
  write(offset: number, bytes: Uint8Array): number {
    const end = Math.min(this.sizeBytes, offset + bytes.length);
    if (end > firstPartitionOffset) this.#stamp = ++stampsGiven;
    for (let at = offset; at < end; ) {
      const within = at % chunkBytes;
      const take = Math.min(chunkBytes - within, end - at);
      const part = bytes.subarray(at - offset, at - offset + take);
      this.#writeChunk((at - within) / chunkBytes, within, part);
      at += take;
    }
    return Math.max(0, end - offset);
  }

  /** Forgets all content, as blkdiscard does. */
  discard(): void {
    this.#chunks.clear();
    this.#slots = 0;
    this.#stamp = ++stampsGiven;
    if (this.#file !== undefined) ftruncateSync(this.#file, 0);
  }

  /** Makes `target` hold what this disk holds, as far as it fits. */
  copyTo(target: Disk): void {
    target.discard();
    for (const [index, bytes] of this.chunks()) target.#put(index, bytes);
    if (target.sizeBytes >= this.sizeBytes) target.#stamp = this.#stamp;
  }

  /** What was written, chunk by chunk in ascending order: `[chunk number, its bytes]`. */
  *chunks(): Generator<[number, Buffer]> {
    for (const index of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      const chunk = this.#chunks.get(index);
      if (chunk === undefined) continue;
      if (typeof chunk !== "number") {
        yield [index, chunk];
        continue;
      }
      const bytes = Buffer.alloc(chunkBytes);
      this.#readChunk(chunk, 0, bytes, 0, chunkBytes);
      yield [index, bytes];
    }
  }

  /** Forgets the content and removes the file. */
  close(): void {
    this.#chunks.clear();
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }

  #readChunk(chunk: Buffer | number, within: number, into: Buffer, at: number, length: number): void {
    if (typeof chunk !== "number") {
      chunk.copy(into, at, within, within + length);
      return;
    }
    if (this.#file !== undefined) readSync(this.#file, into, at, length, chunk * chunkBytes + within);
  }

  #writeChunk(index: number, within: number, part: Uint8Array): void {
    const whole = part.length === chunkBytes;
    const before = this.#chunks.get(index);
    const next = Buffer.alloc(chunkBytes);
    if (!whole && before !== undefined) this.#readChunk(before, 0, next, 0, chunkBytes);
    next.set(part, within);
    this.#put(index, next);
  }

  #put(index: number, bytes: Buffer): void {
    const before = this.#chunks.get(index);
    if (before === undefined && zeroes.equals(bytes)) return;
    if (typeof before !== "number" && (before !== undefined || this.#chunks.size < chunksInMemory)) {
      this.#chunks.set(index, bytes);
      return;
    }
    const slot = before ?? this.#slots++;
    this.#file ??= openSync(this.#path, "w+", 0o600);
    writeSync(this.#file, bytes, 0, chunkBytes, slot * chunkBytes);
    this.#chunks.set(index, slot);
  }
}

/** All disks of a world, by key; files lie in one folder that the sandbox removes at its end. */
export class DiskStore {
  readonly #directory: string;
  readonly #disks = new Map<string, Disk>();
  #next = 1;

  /** `directory` is made when the first disk is. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** A new, empty disk; returns its key. */
  create(sizeGiB: number): string {
    const id = `disk-${this.#next++}`;
    this.#disks.set(id, this.#make(id, sizeGiB * 1024 ** 3));
    return id;
  }

  /**
   * The disk of this key.
   * @throws RangeError when there is none.
   */
  open(id: string): Disk {
    const disk = this.#disks.get(id);
    if (disk === undefined) throw new RangeError(`Cannot open disk "${id}": there is none of this name`);
    return disk;
  }

  /** A new disk of `sizeGiB` that holds what disk `id` holds; returns its key. */
  copy(id: string, sizeGiB: number): string {
    const source = this.open(id);
    const copy = this.create(sizeGiB);
    source.copyTo(this.open(copy));
    return copy;
  }

  /** Makes a disk larger (never smaller): content stays, the key stays. */
  grow(id: string, sizeGiB: number): void {
    const before = this.open(id);
    const larger = this.#make(`${id}-${this.#next++}`, Math.max(before.sizeBytes, sizeGiB * 1024 ** 3));
    before.copyTo(larger);
    before.close();
    this.#disks.set(id, larger);
  }

  /** Removes a disk; nothing happens when there is none. */
  remove(id: string): void {
    this.#disks.get(id)?.close();
    this.#disks.delete(id);
  }

  /** Keys of all disks. */
  ids(): string[] {
    return [...this.#disks.keys()];
  }

  /** Puts a disk under a key of the caller's, when a saved world is loaded. */
  restore(id: string, sizeBytes: number): Disk {
    const number = Number(id.slice("disk-".length));
    if (Number.isInteger(number)) this.#next = Math.max(this.#next, number + 1);
    const disk = this.#make(id, sizeBytes);
    this.#disks.set(id, disk);
    return disk;
  }

  /** Removes all disks and their files. */
  close(): void {
    for (const disk of this.#disks.values()) disk.close();
    this.#disks.clear();
  }

  #make(id: string, sizeBytes: number): Disk {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    return new Disk(sizeBytes, join(this.#directory, `${id}.raw`));
  }
}
