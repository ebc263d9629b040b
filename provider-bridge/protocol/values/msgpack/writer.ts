import { Decimal, numberText } from "../../../framework/values/decimal";
import type { NumberValue } from "../../../framework/values/value";
import { encodeText, hasLoneSurrogate } from "../text";
import { Code } from "./code";
import { textHeader } from "./text-header";

const FIRST_CAPACITY_BYTES = 1024;
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** Collects MessagePack in one growing buffer, every value in its shortest form. */
export class MsgpackWriter {
  #buffer: Buffer = Buffer.allocUnsafe(FIRST_CAPACITY_BYTES);
  #length = 0;

  /** All that has been written, as one piece. */
  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#buffer.set(bytes, at);
  }

  /** One byte as it is. */
  byte(byte: number): void {
    const at = this.#reserve(1);
    this.#buffer[at] = byte;
  }

  /** A truth value. */
  bool(value: boolean): void {
    this.byte(value ? Code.TRUE : Code.FALSE);
  }

  /** The head of an array. */
  arrayHead(length: number): void {
    if (length < 16) this.byte(Code.FIXARRAY + length);
    else this.#head(Code.ARRAY16, length);
  }

  /** The head of a map. */
  mapHead(length: number): void {
    if (length < 16) this.byte(Code.FIXMAP + length);
    else this.#head(Code.MAP16, length);
  }

  /** Text as UTF-8. */
  text(text: string): void {
    if (text.length < 32 && this.#shortAscii(text)) return;
    if (hasLoneSurrogate(text)) {
      const bytes = encodeText(text);
      this.raw(textHeader(bytes.length));
      this.raw(bytes);
      return;
    }
    const length = Buffer.byteLength(text, "utf8");
    this.raw(textHeader(length));
    const at = this.#reserve(length);
    this.#buffer.write(text, at, length, "utf8");
  }

  /** Bytes with their length. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length < 0x100) {
      this.byte(Code.BIN8);
      this.byte(bytes.length);
    } else this.#head(Code.BIN16, bytes.length);
    this.raw(bytes);
  }

  /** The head of an extension. */
  extensionHead(type: number, length: number): void {
    const fixed = [1, 2, 4, 8, 16].indexOf(length);
    if (fixed >= 0) this.byte(Code.FIXEXT1 + fixed);
    else if (length < 0x100) {
      this.byte(Code.EXT8);
      this.byte(length);
    } else this.#head(Code.EXT16, length);
    this.byte(type);
  }

  /** A number: 64-bit integers as integers, exact doubles as doubles, all else as decimal text. */
  number(value: NumberValue): void {
    if (value instanceof Decimal) this.text(value.text);
    else if (typeof value === "bigint") this.#bigint(value);
    else if (Number.isSafeInteger(value)) this.integer(value);
    else if (Number.isInteger(value)) this.#wideDouble(value);
    else this.#double(value);
  }

  /** A safe integer. */
  integer(value: number): void {
    if (value >= 0) this.#unsigned(value);
    else if (value >= -32) this.byte(value & 0xff);
    else if (value >= -0x80) this.#small(Code.INT8, value, 1);
    else if (value >= -0x8000) this.#small(Code.INT16, value, 2);
    else if (value >= -0x8000_0000) this.#small(Code.INT32, value, 4);
    else this.#wide(Code.INT64, BigInt(value));
  }

  #unsigned(value: number): void {
    if (value < 0x80) this.byte(value);
    else if (value < 0x100) this.#small(Code.UINT8, value, 1);
    else if (value < 0x1_0000) this.#small(Code.UINT16, value, 2);
    else if (value < 0x1_0000_0000) this.#small(Code.UINT32, value, 4);
    else this.#wide(Code.UINT64, BigInt(value));
  }

  #bigint(value: bigint): void {
    if (Number.isSafeInteger(Number(value))) this.integer(Number(value));
    else if (value > MAX_INT64 || value < MIN_INT64) this.text(value.toString());
    else this.#wide(value < 0n ? Code.INT64 : Code.UINT64, value);
  }

  /** A double that is an integer beyond the safe ones: as an integer where 64 bits hold it, else as its shortest text. */
  #wideDouble(value: number): void {
    const integer = BigInt(value);
    if (integer > MAX_INT64 || integer < MIN_INT64) this.text(numberText(value));
    else this.#bigint(integer);
  }

  #double(value: number): void {
    const at = this.#reserve(9);
    this.#buffer[at] = Code.FLOAT64;
    this.#buffer.writeDoubleBE(value, at + 1);
  }

  #small(code: number, value: number, width: number): void {
    const at = this.#reserve(1 + width);
    this.#buffer[at] = code;
    for (let index = width; index > 0; index -= 1) this.#buffer[at + index] = value >> (8 * (width - index));
  }

  #wide(code: number, value: bigint): void {
    const at = this.#reserve(9);
    this.#buffer[at] = code;
    this.#buffer.writeBigUInt64BE(BigInt.asUintN(64, value), at + 1);
  }

  /** A head with a length of two or four bytes; `code` is that of two. */
  #head(code: number, length: number): void {
    if (length < 0x1_0000) this.#small(code, length, 2);
    else this.#small(code + 1, length, 4);
  }

  /** Writes text of less than 32 ASCII characters; gives up at the first other character, with nothing written. */
  #shortAscii(text: string): boolean {
    const at = this.#reserve(1 + text.length);
    const buffer = this.#buffer;
    buffer[at] = Code.FIXSTR + text.length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.#length = at;
        return false;
      }
      buffer[at + 1 + index] = code;
    }
    return true;
  }

  /** Makes room for `size` bytes and returns where they begin; may replace `#buffer`. */
  #reserve(size: number): number {
    const at = this.#length;
    this.#length = at + size;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.#length));
      larger.set(this.#buffer.subarray(0, at));
      this.#buffer = larger;
    }
    return at;
  }
}
