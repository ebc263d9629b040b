/** HTTP/2 as bytes, right and wrong. Written from RFC 9113 and RFC 7541; shares nothing with Node's implementation. */
import type { Random } from "../support/random";

/** What a client's connection begins with. */
export const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** Frame types. */
export const frameTypes = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

const endStream = 0x1;
const endHeaders = 0x4;

/** One frame. `claimedLength` may lie about the payload. */
export function frame(type: number, flags: number, stream: number, payload: Buffer, claimedLength?: number): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE((claimedLength ?? payload.length) & 0xff_ff_ff, 0, 3);
  head.writeUInt8(type & 0xff, 3);
  head.writeUInt8(flags & 0xff, 4);
  head.writeUInt32BE(stream >>> 0, 5);
  return Buffer.concat([head, payload]);
}

/** A header block without the dynamic table and without Huffman coding. */
export function headerBlock(headers: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(headers.flatMap(([name, value]) => [Buffer.from([0]), hpackString(name), hpackString(value)]));
}

/** A whole call: headers and body. */
export function callFrames(stream: number, path: string, body: Buffer): Buffer {
  const block = headerBlock([
    [":method", "POST"],
    [":scheme", "http"],
    [":path", path],
    [":authority", "localhost"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
  ]);
  return Buffer.concat([
    frame(frameTypes.headers, endHeaders, stream, block),
    frame(frameTypes.data, endStream, stream, body),
  ]);
}

/** A frame that may be anything: right, misplaced, of a wrong length, with flags that mean nothing there. */
export function randomFrame(random: Random, paths: readonly string[]): Buffer {
  const stream = random.pick([0, 1, 1, 3, 3, 5, 7, 2, 0x7fff_ffff, 0xffff_ffff, random.uint32()]);
  if (random.chance(0.3)) {
    return callFrames(stream, random.pick(paths), randomBody(random));
  }
  const type = random.pick([...Object.values(frameTypes), random.integer(0, 255)]);
  const flags = random.pick([0, endStream, endHeaders, endStream | endHeaders, 0x8, 0x20, random.integer(0, 255)]);
  const payload = randomPayload(random, type, paths);
  const claimed = random.chance(0.1) ? random.pick([0, 1, payload.length + 1, 0x4001, 0xff_ff_ff]) : undefined;
  return frame(type, flags, stream, payload, claimed);
}

function randomPayload(random: Random, type: number, paths: readonly string[]): Buffer {
  if (random.chance(0.3)) {
    return random.bytes(random.integer(0, 64));
  }
  switch (type) {
    case frameTypes.headers:
    case frameTypes.continuation:
    case frameTypes.pushPromise:
      return headerBlock([
        [":method", "POST"],
        [":path", random.pick(paths)],
        ["x".repeat(random.integer(0, 200)), "y"],
      ]);
    case frameTypes.settings:
      return Buffer.concat(Array.from({ length: random.integer(0, 8) }, () => randomSetting(random)));
    case frameTypes.windowUpdate:
    case frameTypes.rstStream:
      return uint32(random.pick([0, 1, 8, 65_535, 0x7fff_ffff, 0xffff_ffff]));
    case frameTypes.ping:
    case frameTypes.goaway:
      return random.bytes(8);
    default:
      return randomBody(random);
  }
}

function randomSetting(random: Random): Buffer {
  const setting = Buffer.alloc(6);
  setting.writeUInt16BE(random.integer(0, 8), 0);
  setting.writeUInt32BE(random.pick([0, 1, 2, 16_384, 65_535, 0x7fff_ffff, 0xffff_ffff]), 2);
  return setting;
}

/** The body of a call: gRPC messages, or what only begins like them. */
export function randomBody(random: Random): Buffer {
  const messages = Array.from({ length: random.pick([0, 1, 1, 1, 2, 5]) }, () => {
    const message = random.bytes(random.pick([0, 1, 10, 300, 20_000]));
    const prefix = Buffer.alloc(5);
    prefix.writeUInt8(random.chance(0.9) ? 0 : random.integer(1, 255), 0);
    prefix.writeUInt32BE(random.chance(0.9) ? message.length : random.uint32(), 1);
    return Buffer.concat([prefix, message]);
  });
  const body = Buffer.concat(messages);
  return random.chance(0.8) ? body : body.subarray(0, random.integer(0, body.length));
}

function hpackString(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  const length = bytes.length < 127 ? [bytes.length] : [127, ...continuation(bytes.length - 127)];
  return Buffer.concat([Buffer.from(length), bytes]);
}

function continuation(number: number): number[] {
  return number < 128 ? [number] : [(number & 0x7f) | 0x80, ...continuation(number >>> 7)];
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number >>> 0, 0);
  return bytes;
}
