import { isUtf8 } from "node:buffer";
import { WireType } from "./scalar";

/** Groups and messages may lie this deep in one another, as in every other implementation of protobuf. */
export const MAX_DEPTH = 100;

/** Walks over encoded bytes; every step checks what is left, so nothing is believed about a length before it is there. */
export class Reader {
  /** Where the next byte is read. */
  offset = 0;
  /** The end of the message that is being read; nothing beyond it is touched. */
  limit: number;
  /** The message that is being read, for error texts. */
  place: { readonly name: string } | undefined;
  /** The field of it that is being read, for error texts. */
  field: { readonly property: string } | undefined;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.limit = bytes.byteLength;
  }

  /** The error for bytes that are not protobuf, with the place in it. */
  malformed(what: string): SyntaxError {
    const field = this.field === undefined ? "" : `.${this.field.property}`;
    return new SyntaxError(`Cannot decode ${this.place?.name ?? "a message"}${field}: ${what} at byte ${this.offset}`);
  }

  /** The tag before a field: its number times 8, plus its wire type. */
  tag(): number {
    const tag = this.varint32();
    if (tag >>> 3 === 0) throw this.malformed("a field with number 0 begins");
    return tag;
  }

  /** The low 32 bits of a varint, unsigned. */
  varint32(): number {
    let value = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = this.#byte();
      if (count < 5) value |= (byte & 0x7f) << (7 * count);
      if (byte < 0x80) return value >>> 0;
    }
    throw this.malformed("a varint is longer than 10 bytes");
  }

  /** A varint of up to 64 bits, unsigned. */
  varint64(): bigint {
    let low = 0;
    let middle = 0;
    let high = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = this.#byte();
      const bits = byte & 0x7f;
      if (count < 4) low |= bits << (7 * count);
      else if (count < 8) middle |= bits << (7 * (count - 4));
      else high |= bits << (7 * (count - 8));
      if (byte >= 0x80) continue;
      if (high === 0 && middle < 0x200_0000) return BigInt(middle * 0x1000_0000 + low);
      return BigInt.asUintN(64, (BigInt(high) << 56n) | (BigInt(middle) << 28n) | BigInt(low));
    }
    throw this.malformed("a varint is longer than 10 bytes");
  }

  /** Moves over `length` bytes and returns where they began. */
  take(length: number): number {
    const start = this.offset;
    const left = this.limit - start;
    if (length > left) throw this.malformed(`${length} bytes are announced and ${left} are left`);
    this.offset = start + length;
    return start;
  }

  /** Bytes with their length before them, as a view of the input: nothing is copied. */
  bytes(): Uint8Array {
    const length = this.varint32();
    const start = this.take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Text with its length in bytes before it; bytes that are not UTF-8 are refused. */
  string(): string {
    const length = this.varint32();
    const start = this.take(length);
    const text = this.#bytes.toString("utf8", start, start + length);
    // U+FFFD stands for what could not be read, unless it was sent as such.
    if (text.includes("\ufffd") && !isUtf8(this.#bytes.subarray(start, start + length))) {
      throw this.malformed("text that is not UTF-8 ends");
    }
    return text;
  }

  /** Four bytes as an unsigned integer. */
  fixed32(): number {
    return this.#bytes.readUInt32LE(this.take(4));
  }

  /** Eight bytes as an unsigned integer. */
  fixed64(): bigint {
    return this.#bytes.readBigUInt64LE(this.take(8));
  }

  /** Four bytes as a floating-point number. */
  float(): number {
    return this.#bytes.readFloatLE(this.take(4));
  }

  /** Eight bytes as a floating-point number. */
  double(): number {
    return this.#bytes.readDoubleLE(this.take(8));
  }

  /** Moves over the value of a field that nobody here knows. */
  skip(fieldNumber: number, wireType: number, depth: number): void {
    switch (wireType) {
      case WireType.VARINT:
        this.varint32();
        return;
      case WireType.FIXED64:
        this.take(8);
        return;
      case WireType.LENGTH:
        this.take(this.varint32());
        return;
      case WireType.GROUP_START:
        this.#skipGroup(fieldNumber, depth + 1);
        return;
      case WireType.FIXED32:
        this.take(4);
        return;
      default:
        throw this.malformed(`wire type ${wireType} of field ${fieldNumber} ends`);
    }
  }

  #skipGroup(groupNumber: number, depth: number): void {
    if (depth > MAX_DEPTH) throw this.malformed(`groups lie deeper than ${MAX_DEPTH}`);
    for (;;) {
      const tag = this.tag();
      if ((tag & 7) !== WireType.GROUP_END) this.skip(tag >>> 3, tag & 7, depth);
      else if (tag >>> 3 === groupNumber) return;
      else throw this.malformed(`group ${groupNumber} is closed as group ${tag >>> 3}`);
    }
  }

  #byte(): number {
    const byte = this.offset < this.limit ? this.#bytes[this.offset] : undefined;
    if (byte === undefined) throw this.malformed("a number is cut off");
    this.offset += 1;
    return byte;
  }
}
