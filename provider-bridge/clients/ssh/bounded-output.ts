/** What a command writes, kept within bounds: enough to tell what went wrong, never a memory's worth. */

/** Collects output; of one that is too long, the end is kept. */
export class BoundedOutput {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #length = 0;
  #cut = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether something was left out. */
  get isCut(): boolean {
    return this.#cut;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length <= this.#maxBytes * 2) return;
    this.#keepEnd();
  }

  bytes(): Buffer {
    this.#keepEnd();
    return Buffer.concat(this.#chunks);
  }

  /** As UTF-8. */
  text(): string {
    return this.bytes().toString("utf8");
  }

  #keepEnd(): void {
    if (this.#length <= this.#maxBytes) return;
    const end = Buffer.concat(this.#chunks).subarray(this.#length - this.#maxBytes);
    this.#chunks = [end];
    this.#length = end.length;
    this.#cut = true;
  }
}
