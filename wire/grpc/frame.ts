import { GrpcError, GrpcStatus } from "./status";

/** What a {@link FrameReader} accepts. */
export interface FrameReaderOptions {
  /** The longest message; a longer one is refused as soon as its length is known. */
  readonly maxMessageBytes: number;
  /** The peer's `grpc-encoding` header, if any; it decides which status a compressed message gets. */
  readonly encoding: string | undefined;
  /** What is read, for messages. @default "request" */
  readonly what?: "request" | "answer";
}

/** One byte of flags, four bytes of length. */
const prefixBytes = 5;
/** What is set aside for a message before its bytes are there: a length is only a claim. */
const firstBufferBytes = 65_536;
const NONE = Buffer.alloc(0);

/** Puts the five-byte prefix of a gRPC message before it. */
export function framePrefix(messageBytes: number): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(messageBytes, 1);
  return prefix;
}

/**
 * Cuts a byte stream into gRPC messages, wherever its chunks begin and end.
 * A message that lies whole in one chunk is not copied; any other is copied into a buffer that doubles as bytes arrive,
 * so that memory follows what was received, not what was announced, and the work stays linear.
 */
export class FrameReader {
  readonly #options: FrameReaderOptions;
  readonly #prefix = Buffer.allocUnsafe(prefixBytes);
  #prefixFilled = 0;
  #messageBytes = 0;
  #buffer: Buffer = NONE;
  #filled = 0;

  constructor(options: FrameReaderOptions) {
    this.#options = options;
  }

  /** The messages that end in this chunk. Throws a {@link GrpcError} for what cannot be a message. */
  *push(chunk: Buffer): Generator<Buffer, void, undefined> {
    let rest = chunk;
    while (rest.length > 0) {
      rest = this.#takePrefix(rest);
      if (this.#prefixFilled < prefixBytes) {
        return;
      }
      const missing = this.#messageBytes - this.#filled;
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      if (part.length < missing) {
        this.#append(part);
      } else {
        yield this.#complete(part);
      }
    }
  }

  /** To be called after the last chunk. Throws a {@link GrpcError} when it ended inside a message. */
  end(): void {
    if (this.#prefixFilled > 0) {
      const got = this.#prefixFilled < prefixBytes ? "its prefix" : `${this.#filled} of ${this.#messageBytes} bytes`;
      throw new GrpcError(GrpcStatus.INTERNAL, `${cannotRead(this.#options)}: it ended after ${got} of a message`);
    }
  }

  #takePrefix(chunk: Buffer): Buffer {
    if (this.#prefixFilled === prefixBytes) {
      return chunk;
    }
    const taken = chunk.copy(this.#prefix, this.#prefixFilled, 0, prefixBytes - this.#prefixFilled);
    this.#prefixFilled += taken;
    if (this.#prefixFilled === prefixBytes) {
      checkFlags(this.#prefix.readUInt8(0), this.#options);
      this.#messageBytes = this.#prefix.readUInt32BE(1);
      checkLength(this.#messageBytes, this.#options);
    }
    return chunk.subarray(taken);
  }

  #append(part: Buffer): void {
    const needed = this.#filled + part.length;
    if (needed > this.#buffer.length) {
      const capacity = Math.max(needed, this.#buffer.length * 2, firstBufferBytes);
      const grown = Buffer.allocUnsafeSlow(Math.min(capacity, this.#messageBytes));
      this.#buffer.copy(grown, 0, 0, this.#filled);
      this.#buffer = grown;
    }
    part.copy(this.#buffer, this.#filled);
    this.#filled = needed;
  }

  #complete(lastPart: Buffer): Buffer {
    let message = lastPart;
    if (this.#filled > 0) {
      this.#append(lastPart);
      message = this.#buffer;
    }
    this.#buffer = NONE;
    this.#filled = 0;
    this.#prefixFilled = 0;
    return message;
  }
}

function checkFlags(flags: number, options: FrameReaderOptions): void {
  if (flags === 0) {
    return;
  }
  if (flags !== 1) {
    throw new GrpcError(GrpcStatus.INTERNAL, `${cannotRead(options)}: a message has the unknown flags ${flags}`);
  }
  const { encoding } = options;
  if (encoding === undefined || encoding === "identity") {
    throw new GrpcError(
      GrpcStatus.INTERNAL,
      `${cannotRead(options)}: a message is compressed, but no encoding is named`,
    );
  }
  throw new GrpcError(
    GrpcStatus.UNIMPLEMENTED,
    `${cannotRead(options)}: encoding "${encoding}" is not supported, send messages uncompressed`,
  );
}

function checkLength(messageBytes: number, options: FrameReaderOptions): void {
  const { maxMessageBytes } = options;
  if (messageBytes > maxMessageBytes) {
    throw new GrpcError(
      GrpcStatus.RESOURCE_EXHAUSTED,
      `${cannotRead(options)}: a message of ${messageBytes} bytes is longer than ${maxMessageBytes}`,
    );
  }
}

function cannotRead({ what = "request" }: FrameReaderOptions): string {
  return `Cannot read the ${what}`;
}
