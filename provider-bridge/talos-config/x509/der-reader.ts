import { CertificateError } from "./certificate-error";

/** One decoded DER value. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** The value with its tag and length. */
  readonly whole: Buffer;
}

/** Reads values one after the other from bytes. Throws CertificateError where they are no DER. */
export class DerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Tag of the next value, undefined at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#at];
  }

  next(): DerValue {
    const start = this.#at;
    const tag = this.#byte();
    const first = this.#byte();
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0 || count > 4) malformed("a length is not in DER");
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + this.#byte();
    }
    if (this.#at + length > this.#bytes.length) malformed("the data is cut off");
    const content = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return { tag, content, whole: this.#bytes.subarray(start, this.#at) };
  }

  /** The next value, which has to have the tag. */
  expect(tag: number): DerValue {
    const value = this.next();
    if (value.tag !== tag) malformed(`a value has the tag ${value.tag} instead of ${tag}`);
    return value;
  }

  /** A reader of the next value's content. */
  enter(tag: number): DerReader {
    return new DerReader(this.expect(tag).content);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return malformed("the data is cut off");
    this.#at += 1;
    return byte;
  }
}

/** The dotted form of an object identifier. */
export function oidText(bytes: Buffer): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join(".");
}

/** Refuses bytes that are no certificate or key. */
export function malformed(problem: string): never {
  throw new CertificateError("malformed", `Cannot read certificate or key: ${problem}`);
}
