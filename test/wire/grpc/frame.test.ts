import { FrameReader, framePrefix } from "../../../wire/grpc/frame";
import { GrpcStatus } from "../../../wire/grpc/status";
import { grpcFrame } from "../../support/grpc-client";
import { createRandom } from "../../support/random";

const read = (reader: FrameReader, chunks: readonly Buffer[]): Buffer[] =>
  chunks.flatMap((chunk) => [...reader.push(chunk)]);
const newReader = (maxMessageBytes = 1_000_000): FrameReader =>
  new FrameReader({ maxMessageBytes, encoding: undefined });

describe("framePrefix", () => {
  it("is a zero flag and the length", () => {
    expect(framePrefix(0x01020304)).toEqual(Buffer.from([0, 1, 2, 3, 4]));
  });
});

describe("FrameReader", () => {
  it("finds the same messages however the bytes are cut", () => {
    const random = createRandom(1);
    for (let round = 0; round < 200; round += 1) {
      const messages = Array.from({ length: random.integer(0, 6) }, () => random.bytes(random.integer(0, 300)));
      const bytes = Buffer.concat(messages.map((message) => grpcFrame(message)));
      const chunks: Buffer[] = [];
      for (let position = 0; position < bytes.length; ) {
        const length = random.integer(0, random.pick([1, 7, 400]));
        chunks.push(bytes.subarray(position, position + length));
        position += length;
      }
      const reader = newReader();
      expect(read(reader, chunks)).toEqual(messages);
      expect(() => reader.end()).not.toThrow();
    }
  });

  it("does not copy a message that arrives whole", () => {
    const chunk = grpcFrame(Buffer.from("whole"));
    expect(read(newReader(), [chunk])[0]?.buffer).toBe(chunk.buffer);
  });

  it("gives messages that later chunks do not overwrite", () => {
    const reader = newReader();
    const bytes = Buffer.concat([grpcFrame(Buffer.alloc(100, 1)), grpcFrame(Buffer.alloc(100, 2))]);
    const messages = read(reader, [bytes.subarray(0, 50), bytes.subarray(50, 150), bytes.subarray(150)]);
    expect(messages).toEqual([Buffer.alloc(100, 1), Buffer.alloc(100, 2)]);
  });

  it("sets aside memory for what came, not for what was announced", () => {
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 100 }, () => newReader(2 ** 32));
    for (const reader of readers) {
      read(reader, [framePrefix(2 ** 32 - 1), Buffer.alloc(10)]);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it("takes a message of 64 MiB in small pieces without quadratic work", () => {
    const reader = newReader(2 ** 30);
    const piece = Buffer.alloc(16_384, 3);
    read(reader, [framePrefix(4_096 * piece.length)]);
    const startMs = performance.now();
    let message: Buffer | undefined;
    for (let count = 0; count < 4_096; count += 1) {
      [message] = read(reader, [piece]);
    }
    expect(message).toHaveLength(4_096 * piece.length);
    expect(performance.now() - startMs).toBeLessThan(5_000); // joining at every piece would copy 128 GiB
  });

  it.each([
    ["flags 2", Buffer.from([2, 0, 0, 0, 0]), undefined, GrpcStatus.INTERNAL],
    ["compressed, nothing named", Buffer.from([1, 0, 0, 0, 0]), undefined, GrpcStatus.INTERNAL],
    ["compressed, identity named", Buffer.from([1, 0, 0, 0, 0]), "identity", GrpcStatus.INTERNAL],
    ["compressed with gzip", Buffer.from([1, 0, 0, 0, 0]), "gzip", GrpcStatus.UNIMPLEMENTED],
    ["one byte too long", Buffer.from([0, 0, 0, 0, 11]), undefined, GrpcStatus.RESOURCE_EXHAUSTED],
  ])("refuses a message: %s", (_name, prefix, encoding, code) => {
    const reader = new FrameReader({ maxMessageBytes: 10, encoding });
    expect(() => read(reader, [prefix])).toThrow(expect.objectContaining({ code }));
  });

  it("takes a message of exactly the limit", () => {
    expect(
      read(new FrameReader({ maxMessageBytes: 10, encoding: undefined }), [grpcFrame(Buffer.alloc(10))]),
    ).toHaveLength(1);
  });

  it.each([1, 4, 5, 7])("refuses an end after %d bytes of a message", (length) => {
    const reader = newReader();
    read(reader, [grpcFrame(Buffer.from("hello")).subarray(0, length)]);
    expect(() => reader.end()).toThrow(expect.objectContaining({ code: GrpcStatus.INTERNAL }));
  });
});
