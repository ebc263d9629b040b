/** The shape of a streaming reader, and the one error that all of them throw. */

/** Reads one stream of bytes and yields another; pulls no more than it needs, so that back-pressure holds. */
export type ByteTransform = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Compressed data that is damaged, cut short or of another format. The message says which, as the command would. */
export class CorruptDataError extends Error {
  /** True when the data ended too early; false when it is wrong. */
  readonly truncated: boolean;

  constructor(message: string, truncated: boolean) {
    super(message);
    this.name = "CorruptDataError";
    this.truncated = truncated;
  }
}
