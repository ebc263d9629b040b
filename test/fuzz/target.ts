/**
 * Fuzzing: targets in targets/ throw inputs at a decoder, the runner (scripts/fuzz.ts) decides how many.
 * Here belongs what targets share; never a target, which is a file of its own.
 */
import type { Random } from "../support/random";

/** How much to do. */
export interface FuzzOptions {
  /** The same seed makes the same inputs. */
  readonly seed: number;
  readonly inputs: number;
}

/** What each file in targets/ exports. */
export interface FuzzTarget {
  readonly name: string;
  /** Tries so many inputs; rejects at the first that breaks a promise, with the input in the message. */
  run(options: FuzzOptions): Promise<{ readonly inputs: number }>;
}

/** No input of a few kilobytes may take longer, however busy the machine. */
const SLOW_MS = 20_000;

/** Tries one input; a failure, or taking too long, becomes an error that shows the input. */
export function tryInput(input: Uint8Array, attempt: (input: Uint8Array) => void): void {
  const startedMs = performance.now();
  try {
    attempt(input);
  } catch (cause) {
    throw new Error(`Fails for the input ${Buffer.from(input).toString("hex")}: ${String(cause)}`, { cause });
  }
  const tookMs = performance.now() - startedMs;
  if (tookMs > SLOW_MS)
    throw new Error(`Takes ${Math.round(tookMs)} ms for the input ${Buffer.from(input).toString("hex")}`);
}

/** Runs a decoder; undefined where it refuses the input as it should. Anything but a SyntaxError is passed on. */
export function decodedOrRefused<T>(decode: () => T): { readonly value: T } | undefined {
  try {
    return { value: decode() };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The input with some of its bytes changed, cut, doubled, or replaced by odd ones. */
export function mutated(random: Random, input: Uint8Array): Uint8Array {
  let bytes: Buffer = Buffer.from(input);
  for (let count = random.integer(1, 4); count > 0; count -= 1) bytes = mutatedOnce(random, bytes);
  return bytes;
}

const ODD_BYTES = [
  0x00, 0x01, 0x7f, 0x80, 0x90, 0xc0, 0xc1, 0xc7, 0xd4, 0xd9, 0xdd, 0xdf, 0xff, 0x22, 0x5c, 0x5b, 0x7b, 0x2d,
];

function mutatedOnce(random: Random, bytes: Buffer): Buffer {
  const at = random.integer(0, Math.max(0, bytes.length - 1));
  const length = random.integer(0, Math.min(16, bytes.length - at));
  switch (random.integer(0, 5)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(random.integer(1, 8)), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 4:
      return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << random.integer(0, 7)));
    default:
      return withByte(bytes, at, random.pick(ODD_BYTES));
  }
}

function withByte(bytes: Buffer, at: number, byte: number): Buffer {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at] = byte;
  return changed;
}
