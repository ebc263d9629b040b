/** One encoded DER value. */
export type Der = Buffer;

function encode(tag: number, content: Buffer): Der {
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
}

/** The kinds of values that certificates and keys are made of. */
export const der = {
  sequence: (...items: Der[]): Der => encode(0x30, Buffer.concat(items)),
  /** DER wants the elements of a set in the order of their encodings. */
  set: (...items: Der[]): Der => encode(0x31, Buffer.concat(items.toSorted(Buffer.compare))),
  /** A non-negative integer, big endian. */
  integer: (bytes: Uint8Array): Der => encode(0x02, positive(bytes)),
  smallInteger: (value: number): Der => encode(0x02, Buffer.from([value])),
  boolean: (value: boolean): Der => encode(0x01, Buffer.from([value ? 0xff : 0])),
  octets: (bytes: Uint8Array): Der => encode(0x04, Buffer.from(bytes)),
  /** A bit string; `unused` is the number of bits at its end that do not count. */
  bits: (bytes: Uint8Array, unused = 0): Der => encode(0x03, Buffer.concat([Buffer.from([unused]), bytes])),
  /** A dotted object identifier. */
  oid: (text: string): Der => encode(0x06, oidBytes(text)),
  printable: (text: string): Der => encode(0x13, Buffer.from(text, "latin1")),
  utf8: (text: string): Der => encode(0x0c, Buffer.from(text, "utf8")),
  utcTime: (text: string): Der => encode(0x17, Buffer.from(text, "latin1")),
  generalizedTime: (text: string): Der => encode(0x18, Buffer.from(text, "latin1")),
  null: (): Der => encode(0x05, Buffer.alloc(0)),
  /** `[n]` around the content; `constructed` where it holds encoded values. */
  context: (number: number, content: Buffer, constructed = true): Der =>
    encode((constructed ? 0xa0 : 0x80) | number, content),
};

function positive(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = Buffer.from(bytes.subarray(start));
  return (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
}

function oidBytes(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let value = part >>> 7; value > 0; value >>>= 7) groups.unshift((value & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return Buffer.from(bytes);
}
