/**
 * The three containers in which disk images travel (xz, zstd, gzip): writers that give the same bytes on every machine,
 * and streaming readers that refuse what is damaged or cut short. Bytes in, bytes out; no files, no network, no native
 * code. Never here: anything that knows what the bytes mean.
 */
export { type ByteTransform, CorruptDataError } from "./byte-transform";
export { decodeGzip } from "./gzip-reader";
export { encodeGzip } from "./gzip-writer";
export { decodeXz } from "./xz-reader";
export { encodeXz } from "./xz-writer";
export { decodeZstd } from "./zstd-reader";
export { encodeZstd } from "./zstd-writer";
