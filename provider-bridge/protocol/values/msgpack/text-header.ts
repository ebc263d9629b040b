import { Code } from "./code";

/** The bytes before a text of this length, the fewest that do. */
export function textHeader(length: number): Buffer {
  if (length < 32) return Buffer.from([Code.FIXSTR + length]);
  if (length < 0x100) return Buffer.from([Code.STR8, length]);
  if (length < 0x1_0000) return Buffer.from([Code.STR16, length >> 8, length & 0xff]);
  return Buffer.from([Code.STR32, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff]);
}
