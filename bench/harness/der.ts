/** The few ASN.1 types of a certificate, written in DER (X.690), for the certificate that a host shows its plugins. */

const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: tag, length, content. Content may be given in pieces. */
export function derElement(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(body.length)]), body]);
}

/** SEQUENCE of elements that are DER already. */
export function derSequence(...elements: readonly Uint8Array[]): Buffer {
  return derElement(tags.sequence, ...elements);
}

/** SET of elements that are DER already (and sorted, where there is more than one). */
export function derSet(...elements: readonly Uint8Array[]): Buffer {
  return derElement(tags.set, ...elements);
}

/** INTEGER from its big-endian bytes, taken as unsigned; superfluous zeros are dropped, a needed one is added. */
export function derUnsignedInteger(bigEndian: Uint8Array): Buffer {
  const firstUsed = bigEndian.findIndex((byte) => byte !== 0);
  const digits = firstUsed === -1 ? Buffer.from([0]) : Buffer.from(bigEndian.subarray(firstUsed));
  return (digits[0] ?? 0) >= 0x80
    ? derElement(tags.integer, Buffer.from([0]), digits)
    : derElement(tags.integer, digits);
}

/** OBJECT IDENTIFIER from its dotted numbers (each below 2^28). */
export function derObjectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(base128);
  return derElement(tags.objectIdentifier, Buffer.from(bytes));
}

/** BIT STRING of whole bytes. */
export function derBitString(bytes: Uint8Array): Buffer {
  return derElement(tags.bitString, Buffer.from([0]), bytes);
}

/** OCTET STRING. */
export function derOctetString(bytes: Uint8Array): Buffer {
  return derElement(tags.octetString, bytes);
}

/** UTF8String. */
export function derUtf8String(text: string): Buffer {
  return derElement(tags.utf8String, Buffer.from(text, "utf8"));
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) {
    return [length];
  }
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    bytes.unshift(rest % 256);
  }
  return [0x80 | bytes.length, ...bytes];
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) {
    bytes.unshift((rest & 0x7f) | 0x80);
  }
  return bytes;
}
