const FIRST_CAPACITY_BYTES = 512;

/**
 * Collects encoded bytes from the end to the beginning. What is written later comes before what was written earlier, so
 * the length of a nested message is known when it is due, in one pass and without a buffer for each.
 */
export class Writer {
  /** The message that is being written, for error texts. */
  place: { readonly name: string } | undefined;
  /** The field of it that is being written, for error texts. */
  field: { readonly property: string } | undefined;
  #buffer: Buffer = Buffer.allocUnsafe(FIRST_CAPACITY_BYTES);
  /** Where the written part begins. */
  #start = FIRST_CAPACITY_BYTES;

  /** How many bytes have been written. */
  get length(): number {
    return this.#buffer.length - this.#start;
  }

  /** The error for a value of another type than its field. */
  unfit(why: string): TypeError {
    return new TypeError(this.#problem(why));
  }

  /** The error for an integer that its field cannot hold. */
  outOfRange(value: number | bigint, kind: string): RangeError {
    return new RangeError(this.#problem(`${value} is no ${kind}`));
  }

  #problem(why: string): string {
    return `Cannot encode ${this.place?.name ?? "a message"}.${this.field?.property ?? ""}: ${why}`;
  }

  /** All that has been written, as one piece. The writer must not be used afterwards. */
  finish(): Uint8Array {
    return this.#buffer.subarray(this.#start);
  }

  /** An unsigned integer of up to 32 bits. */
  varint32(value: number): void {
    let size = 1;
    for (let rest = value >>> 7; rest !== 0; rest >>>= 7) size += 1;
    let at = this.#reserve(size);
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      this.#buffer[at] = (rest & 0x7f) | 0x80;
      at += 1;
    }
    this.#buffer[at] = rest;
  }

  /** An integer of up to 64 bits; negative ones as their two's complement. */
  varint64(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    if (rest <= 0xffff_ffffn) {
      this.varint32(Number(rest));
      return;
    }
    const groups: number[] = [];
    for (; rest > 0x7fn; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80);
    groups.push(Number(rest));
    const at = this.#reserve(groups.length);
    this.#buffer.set(groups, at);
  }

  /** Text as UTF-8, its length in bytes before it. */
  string(text: string): void {
    const length = Buffer.byteLength(text, "utf8");
    const at = this.#reserve(length);
    this.#buffer.write(text, at, length, "utf8");
    this.varint32(length);
  }

  /** Bytes, their length before them. */
  bytes(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#buffer.set(bytes, at);
    this.varint32(bytes.length);
  }

  /** Four bytes from an integer, signed or not. */
  fixed32(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeInt32LE(value | 0, at);
  }

  /** Eight bytes from an integer, signed or not. */
  fixed64(value: bigint): void {
    const at = this.#reserve(8);
    this.#buffer.writeBigInt64LE(BigInt.asIntN(64, value), at);
  }

  /** Four bytes from a floating-point number. */
  float(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeFloatLE(value, at);
  }

  /** Eight bytes from a floating-point number. */
  double(value: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeDoubleLE(value, at);
  }

  /** Makes room for `size` bytes before all others and returns where they begin; may replace `#buffer`. */
  #reserve(size: number): number {
    if (size > this.#start) this.#grow(size);
    this.#start -= size;
    return this.#start;
  }

  #grow(size: number): void {
    const used = this.length;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, used + size + FIRST_CAPACITY_BYTES));
    larger.set(this.#buffer.subarray(this.#start), larger.length - used);
    this.#start = larger.length - used;
    this.#buffer = larger;
  }
}
