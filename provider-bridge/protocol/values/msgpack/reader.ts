import type { NumberValue } from "../../../framework/values/value";
import { readNumber } from "../number-text";
import { Place } from "../place";
import { decodeText, isCleanText } from "../text";
import { Code } from "./code";

/** Walks over MessagePack; every step checks what is left, and no length is believed before its bytes are there. */
export class MsgpackReader {
  /** Where the next byte is read. */
  offset = 0;
  /** Where in the value that is; the decoder keeps it. */
  readonly place: Place;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array, outer?: Place) {
    this.place = new Place("MessagePack", outer);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The error for bytes that are not the value they should be. */
  malformed(what: string): SyntaxError {
    return this.place.unreadable(`${what} at byte ${this.offset}`);
  }

  /** The next byte, not consumed. */
  peek(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw this.malformed("the bytes end");
    return byte;
  }

  /** The next byte. */
  byte(): number {
    const byte = this.peek();
    this.offset += 1;
    return byte;
  }

  /** A view of the next bytes. */
  take(length: number): Uint8Array {
    const start = this.#move(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Consumes the bytes if they come next. */
  skipIf(expected: Buffer): boolean {
    const end = this.offset + expected.length;
    if (end > this.#bytes.length) return false;
    for (let index = 0; index < expected.length; index += 1) {
      if (this.#bytes[this.offset + index] !== expected[index]) return false;
    }
    this.offset = end;
    return true;
  }

  /** The number of elements of an array. */
  arrayLength(what: string): number {
    const code = this.peek();
    if (code >= Code.FIXARRAY && code < Code.FIXSTR) return this.byte() & 0x0f;
    if (code === Code.ARRAY16 || code === Code.ARRAY32) return this.#length(code - Code.ARRAY16 + 1);
    throw this.malformed(`${what} is required`);
  }

  /** The number of entries of a map. */
  mapLength(what: string): number {
    const code = this.peek();
    if (code >= Code.FIXMAP && code < Code.FIXARRAY) return this.byte() & 0x0f;
    if (code === Code.MAP16 || code === Code.MAP32) return this.#length(code - Code.MAP16 + 1);
    throw this.malformed(`${what} is required`);
  }

  /** Whether text comes next, as such or as bytes. */
  get isText(): boolean {
    const code = this.peek();
    if (code >= Code.FIXSTR && code < Code.NIL) return true;
    return (code >= Code.STR8 && code <= Code.STR32) || (code >= Code.BIN8 && code <= Code.BIN32);
  }

  /** Text as Terraform holds it. */
  text(what: string): string {
    const length = this.#textLength(what);
    const start = this.#move(length);
    return decodeText(this.#bytes, start, start + length);
  }

  /** Text that must be UTF-8. */
  cleanText(what: string): string {
    const length = this.#textLength(what);
    const start = this.#move(length);
    if (!isCleanText(this.#bytes, start, start + length)) throw this.malformed(`${what} in UTF-8 is required`);
    return decodeText(this.#bytes, start, start + length);
  }

  /** A truth value. */
  bool(): boolean {
    const code = this.peek();
    if (code !== Code.TRUE && code !== Code.FALSE) throw this.malformed("a bool is required");
    this.offset += 1;
    return code === Code.TRUE;
  }

  /** A number in any of its forms: integer, floating point, decimal text. */
  number(): NumberValue {
    const code = this.peek();
    if (code < Code.FIXMAP || code >= Code.NEGATIVE_FIXINT || (code >= Code.UINT8 && code <= Code.INT64)) {
      return this.#integer();
    }
    if (code === Code.FLOAT32 || code === Code.FLOAT64) return this.#float(code);
    const number = this.isText ? readNumber(this.text("a number")) : undefined;
    if (number === undefined) throw this.malformed("a number is required");
    return number;
  }

  /** An integer; nil counts as 0, as Go reads it. */
  integer(what: string): number | bigint {
    const code = this.peek();
    if (code === Code.NIL) {
      this.offset += 1;
      return 0;
    }
    const isInteger = code < Code.FIXMAP || code >= Code.NEGATIVE_FIXINT || (code >= Code.UINT8 && code <= Code.INT64);
    if (!isInteger) throw this.malformed(`${what} is required`);
    return this.#integer();
  }

  /** The length and the type of an extension. */
  extension(): { readonly type: number; readonly length: number } {
    const code = this.peek();
    const isFixed = code >= Code.FIXEXT1 && code <= Code.FIXEXT16;
    if (!isFixed && (code < Code.EXT8 || code > Code.EXT32)) throw this.malformed("an extension is required");
    const length = isFixed ? 1 << (this.byte() - Code.FIXEXT1) : this.#length(code - Code.EXT8);
    return { type: this.byte(), length };
  }

  #integer(): number | bigint {
    const code = this.byte();
    if (code < Code.FIXMAP) return code;
    if (code >= Code.NEGATIVE_FIXINT) return code - 0x100;
    switch (code) {
      case Code.UINT8:
        return this.#bytes.readUInt8(this.#move(1));
      case Code.UINT16:
        return this.#bytes.readUInt16BE(this.#move(2));
      case Code.UINT32:
        return this.#bytes.readUInt32BE(this.#move(4));
      case Code.INT8:
        return this.#bytes.readInt8(this.#move(1));
      case Code.INT16:
        return this.#bytes.readInt16BE(this.#move(2));
      case Code.INT32:
        return this.#bytes.readInt32BE(this.#move(4));
      case Code.UINT64:
        return smallest(this.#bytes.readBigUInt64BE(this.#move(8)));
      default:
        return smallest(this.#bytes.readBigInt64BE(this.#move(8)));
    }
  }

  #float(code: number): number {
    this.offset += 1;
    const value =
      code === Code.FLOAT32 ? this.#bytes.readFloatBE(this.#move(4)) : this.#bytes.readDoubleBE(this.#move(8));
    if (Number.isNaN(value)) throw this.malformed("a number is required, not NaN, which ends");
    return value;
  }

  #textLength(what: string): number {
    const code = this.peek();
    if (code >= Code.FIXSTR && code < Code.NIL) return this.byte() & 0x1f;
    if (code >= Code.STR8 && code <= Code.STR32) return this.#length(code - Code.STR8);
    if (code >= Code.BIN8 && code <= Code.BIN32) return this.#length(code - Code.BIN8);
    throw this.malformed(`${what} is required`);
  }

  /** A length after its code: one byte (width 0), two (1) or four (2). */
  #length(width: number): number {
    this.offset += 1;
    if (width === 0) return this.#bytes.readUInt8(this.#move(1));
    return width === 1 ? this.#bytes.readUInt16BE(this.#move(2)) : this.#bytes.readUInt32BE(this.#move(4));
  }

  /** Moves over `length` bytes and returns where they began. */
  #move(length: number): number {
    const start = this.offset;
    if (length > this.#bytes.length - start) {
      throw this.malformed(`${length} bytes are announced and ${this.#bytes.length - start} are left`);
    }
    this.offset = start + length;
    return start;
  }
}

function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
