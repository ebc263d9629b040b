/**
 * XXH64 with seed 0, the checksum of zstd frames. Node has no xxHash; 64-bit numbers are pairs of 32-bit halves here
 * because BigInt is some twenty times slower. Specification: xxHash fast digest algorithm, 0.1.1.
 */

/** A 64-bit number: two unsigned 32-bit halves. */
interface Word {
  hi: number;
  lo: number;
}

const prime1: Word = { hi: 0x9e37_79b1, lo: 0x85eb_ca87 };
const prime2: Word = { hi: 0xc2b2_ae3d, lo: 0x27d4_eb4f };
const prime3: Word = { hi: 0x1656_67b1, lo: 0x9e37_79f9 };
const prime4: Word = { hi: 0x85eb_ca77, lo: 0xc2b2_ae63 };
const prime5: Word = { hi: 0x27d4_eb2f, lo: 0x1656_67c5 };
const stripeBytes = 32;
/** A name of this module: looking up a global costs more than the multiplication where globals are intercepted. */
const { imul } = Math;

/** Hashes bytes as they come. */
export class XxHash64 {
  readonly #lanes: [Word, Word, Word, Word] = [
    sum(prime1, prime2),
    { ...prime2 },
    { hi: 0, lo: 0 },
    sum({ hi: 0, lo: 0 }, negate(prime1)),
  ];
  readonly #rest = Buffer.alloc(stripeBytes);
  #restBytes = 0;
  #totalBytes = 0;

  /** Takes the next bytes. */
  update(bytes: Uint8Array): void {
    this.#totalBytes += bytes.length;
    let start = 0;
    if (this.#restBytes > 0) {
      start = Math.min(bytes.length, stripeBytes - this.#restBytes);
      this.#rest.set(bytes.subarray(0, start), this.#restBytes);
      this.#restBytes += start;
      if (this.#restBytes < stripeBytes) return;
      this.#stripes(this.#rest, 0, stripeBytes);
    }
    const whole = bytes.length - ((bytes.length - start) % stripeBytes);
    this.#stripes(bytes, start, whole);
    this.#rest.set(bytes.subarray(whole), 0);
    this.#restBytes = bytes.length - whole;
  }

  /** The low 32 bits of the digest, which is what a zstd frame carries. */
  low32(): number {
    return this.#digest().lo;
  }

  /** The digest as 16 hexadecimal digits. */
  hex(): string {
    const { hi, lo } = this.#digest();
    return hi.toString(16).padStart(8, "0") + lo.toString(16).padStart(8, "0");
  }

  #stripes(bytes: Uint8Array, start: number, end: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [lane1, lane2, lane3, lane4] = this.#lanes;
    for (let offset = start; offset < end; offset += stripeBytes) {
      round(lane1, view.getUint32(offset + 4, true), view.getUint32(offset, true));
      round(lane2, view.getUint32(offset + 12, true), view.getUint32(offset + 8, true));
      round(lane3, view.getUint32(offset + 20, true), view.getUint32(offset + 16, true));
      round(lane4, view.getUint32(offset + 28, true), view.getUint32(offset + 24, true));
    }
  }

  #digest(): Word {
    const lanes = this.#lanes;
    let hash = prime5;
    if (this.#totalBytes >= stripeBytes) {
      hash = lanes.map((lane, index) => rotate(lane, [1, 7, 12, 18][index] ?? 0)).reduce(sum);
      for (const lane of lanes) {
        const mixed: Word = { hi: 0, lo: 0 };
        round(mixed, lane.hi, lane.lo);
        hash = sum(product(exclusive(hash, mixed), prime1), prime4);
      }
    }
    hash = sum(hash, { hi: Math.floor(this.#totalBytes / 0x1_0000_0000), lo: this.#totalBytes >>> 0 });
    return avalanche(this.#tail(hash));
  }

  #tail(start: Word): Word {
    let hash = start;
    let offset = 0;
    for (; offset + 8 <= this.#restBytes; offset += 8) {
      const mixed: Word = { hi: 0, lo: 0 };
      round(mixed, this.#rest.readUInt32LE(offset + 4), this.#rest.readUInt32LE(offset));
      hash = sum(product(rotate(exclusive(hash, mixed), 27), prime1), prime4);
    }
    for (; offset + 4 <= this.#restBytes; offset += 4) {
      const mixed = product({ hi: 0, lo: this.#rest.readUInt32LE(offset) }, prime1);
      hash = sum(product(rotate(exclusive(hash, mixed), 23), prime2), prime3);
    }
    for (; offset < this.#restBytes; offset += 1) {
      const mixed = product({ hi: 0, lo: this.#rest.readUInt8(offset) }, prime5);
      hash = product(rotate(exclusive(hash, mixed), 11), prime1);
    }
    return hash;
  }
}

/** One round of a lane, in place: lane = rotl(lane + input * prime2, 31) * prime1. */
function round(lane: Word, inputHi: number, inputLo: number): void {
  multiplyInto(scratch, inputHi, inputLo, prime2);
  const lo = lane.lo + scratch.lo;
  const hi = (lane.hi + scratch.hi + (lo > 0xffff_ffff ? 1 : 0)) >>> 0;
  const low = lo >>> 0;
  multiplyInto(lane, ((hi << 31) | (low >>> 1)) >>> 0, ((low << 31) | (hi >>> 1)) >>> 0, prime1);
}

const scratch: Word = { hi: 0, lo: 0 };

function multiplyInto(target: Word, hi: number, lo: number, factor: Word): void {
  const a0 = lo & 0xffff;
  const a1 = lo >>> 16;
  const b0 = factor.lo & 0xffff;
  const b1 = factor.lo >>> 16;
  const low = imul(a0, b0);
  const cross1 = imul(a0, b1);
  const cross2 = imul(a1, b0);
  const middle = (low >>> 16) + (cross1 & 0xffff) + (cross2 & 0xffff);
  target.lo = ((middle << 16) | (low & 0xffff)) >>> 0;
  target.hi =
    (imul(a1, b1) + (cross1 >>> 16) + (cross2 >>> 16) + (middle >>> 16) + imul(hi, factor.lo) + imul(lo, factor.hi)) >>>
    0;
}

function product(word: Word, factor: Word): Word {
  const result: Word = { hi: 0, lo: 0 };
  multiplyInto(result, word.hi, word.lo, factor);
  return result;
}

function sum(a: Word, b: Word): Word {
  const lo = a.lo + b.lo;
  return { hi: (a.hi + b.hi + (lo > 0xffff_ffff ? 1 : 0)) >>> 0, lo: lo >>> 0 };
}

function negate(word: Word): Word {
  return sum({ hi: ~word.hi >>> 0, lo: ~word.lo >>> 0 }, { hi: 0, lo: 1 });
}

function exclusive(a: Word, b: Word): Word {
  return { hi: (a.hi ^ b.hi) >>> 0, lo: (a.lo ^ b.lo) >>> 0 };
}

/** Rotates left by 1 … 31 bits. */
function rotate(word: Word, bits: number): Word {
  return {
    hi: ((word.hi << bits) | (word.lo >>> (32 - bits))) >>> 0,
    lo: ((word.lo << bits) | (word.hi >>> (32 - bits))) >>> 0,
  };
}

function shiftRight(word: Word, bits: number): Word {
  if (bits >= 32) return { hi: 0, lo: bits === 32 ? word.hi : word.hi >>> (bits - 32) };
  return { hi: word.hi >>> bits, lo: ((word.lo >>> bits) | (word.hi << (32 - bits))) >>> 0 };
}

function avalanche(word: Word): Word {
  const first = product(exclusive(word, shiftRight(word, 33)), prime2);
  const second = product(exclusive(first, shiftRight(first, 29)), prime3);
  return exclusive(second, shiftRight(second, 32));
}
