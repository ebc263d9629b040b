import { isUtf8 } from "node:buffer";

const NOT_ASCII = /[^\0-\x7f]/;
/**
 * Characters that Unicode 15.1 to 17 added and that take part in normalisation. Terraform's tables are those of
 * Unicode 15, which leave them alone, while each Node has tables of its own; so we leave them alone too.
 */
const YOUNGER_THAN_UNICODE_15 = new RegExp(
  [
    "([\\u0897\\u1acf-\\u1add\\u1ae0-\\u1aeb\\u{105c0}-\\u{105ff}\\u{10d69}-\\u{10d6d}\\u{10efa}-\\u{10efb}",
    "\\u{11380}-\\u{113ff}\\u{16100}-\\u{1613f}\\u{16d40}-\\u{16d7f}\\u{1e5ee}-\\u{1e5ef}\\u{1e6e3}-\\u{1e6f5}])",
  ].join(""),
  "u",
);
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * Bytes as the text that Terraform holds: UTF-8, brought to normal form C. Terraform does not refuse bytes that are not
 * UTF-8, so neither may we: each becomes a lone surrogate (U+DC80 … U+DCFF), which {@link encodeText} turns back.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString("utf8", start, end);
  // As many characters as bytes and none that was replaced: pure ASCII, the usual case.
  const replaced = text.includes("\ufffd");
  if (text.length === end - start && !replaced) return text;
  if (replaced && !isUtf8(bytes.subarray(start, end))) return toNormalForm(keepBadBytes(bytes, start, end));
  return toNormalForm(text);
}

function toNormalForm(text: string): string {
  if (!YOUNGER_THAN_UNICODE_15.test(text)) return text.normalize("NFC");
  const parts = text.split(YOUNGER_THAN_UNICODE_15);
  return parts.map((part) => (YOUNGER_THAN_UNICODE_15.test(part) ? part : part.normalize("NFC"))).join("");
}

function keepBadBytes(bytes: Buffer, start: number, end: number): string {
  let text = "";
  let offset = start;
  while (offset < end) {
    const length = characterLength(bytes, offset, end);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[offset] ?? 0));
    else text += bytes.toString("utf8", offset, offset + length);
    offset += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the character at `offset` has, 0 if there is none. */
function characterLength(bytes: Buffer, offset: number, end: number): number {
  for (let length = 1; length <= 4 && offset + length <= end; length += 1) {
    if (isUtf8(bytes.subarray(offset, offset + length))) return length;
  }
  return 0;
}

/** Whether bytes are UTF-8 without a fault. */
export function isCleanText(bytes: Buffer, start: number, end: number): boolean {
  return isUtf8(bytes.subarray(start, end));
}

/** Text in normal form C, as Terraform holds every string. */
export function normalizeText(text: string): string {
  return NOT_ASCII.test(text) ? toNormalForm(text) : text;
}

/** Whether the text holds half a character: either a byte kept by {@link decodeText}, or an author's mistake. */
export function hasLoneSurrogate(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

/** The text with U+FFFD in the place of each half character, as JSON needs it. */
export function wellFormed(text: string): string {
  return LONE_SURROGATE.test(text) ? text.replace(/[\ud800-\udfff]/gu, "\ufffd") : text;
}

/** Text as bytes: UTF-8, and the bytes that {@link decodeText} kept. */
export function encodeText(text: string): Buffer {
  if (!LONE_SURROGATE.test(text)) return Buffer.from(text, "utf8");
  const parts = [...text].map((character) => {
    const code = character.charCodeAt(0);
    const isKept = character.length === 1 && code >= 0xdc80 && code <= 0xdcff;
    return isKept ? Buffer.from([code - 0xdc00]) : Buffer.from(character, "utf8");
  });
  return Buffer.concat(parts);
}

/** Orders texts by their bytes, as Go does: less than, equal to or greater than zero. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  // UTF-16 and UTF-8 order the same characters differently only where surrogates occur.
  if (!/[\ud800-\uffff]/.test(left) && !/[\ud800-\uffff]/.test(right)) return left < right ? -1 : 1;
  return Buffer.compare(encodeText(left), encodeText(right));
}
