/** The bytes of a file in memory: they grow in chunks, and count against the file system's space. */
import { SystemError } from "./system-error";

/** How much of a file system is used; shared by all of its files. */
export class Space {
  readonly capacityBytes: number;
  #usedBytes = 0;

  constructor(capacityBytes: number) {
    this.capacityBytes = capacityBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Takes (or gives back, when negative) space; throws SystemError ENOSPC when there is not so much. */
  take(bytes: number): void {
    if (this.#usedBytes + bytes > this.capacityBytes) throw new SystemError("ENOSPC");
    this.#usedBytes += bytes;
  }
}

const chunkBytes = 64 * 1024;

/** The content of one file. */
export class FileContent {
  readonly #space: Space;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(space: Space) {
    this.#space = space;
  }

  get length(): number {
    return this.#length;
  }

  read(offset: number, maxBytes: number): Buffer {
    const end = Math.min(this.#length, offset + maxBytes);
    const parts: Buffer[] = [];
    for (let at = offset; at < end; ) {
      const within = at % chunkBytes;
      const part = this.#chunk(at).subarray(within, Math.min(chunkBytes, within + end - at));
      parts.push(Buffer.from(part));
      at += part.length;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    this.#grow(end);
    for (let at = offset; at < end; ) {
      const within = at % chunkBytes;
      const part = bytes.subarray(at - offset, at - offset + chunkBytes - within);
      this.#chunk(at).set(part, within);
      at += part.length;
    }
    this.#length = Math.max(this.#length, end);
  }

  truncate(length: number): void {
    this.#grow(length);
    const kept = Math.ceil(length / chunkBytes);
    this.#space.take(-(this.#chunks.length - kept) * chunkBytes);
    this.#chunks = this.#chunks.slice(0, kept);
    if (length < this.#length && length % chunkBytes !== 0) this.#chunk(length).fill(0, length % chunkBytes);
    this.#length = length;
  }

  #grow(length: number): void {
    const missing = Math.ceil(length / chunkBytes) - this.#chunks.length;
    if (missing <= 0) return;
    this.#space.take(missing * chunkBytes);
    for (let count = 0; count < missing; count += 1) this.#chunks.push(Buffer.alloc(chunkBytes));
  }

  #chunk(offset: number): Buffer {
    const chunk = this.#chunks[Math.floor(offset / chunkBytes)];
    if (chunk === undefined) throw new RangeError(`Cannot reach byte ${offset}: the file has ${this.#length}`);
    return chunk;
  }
}
