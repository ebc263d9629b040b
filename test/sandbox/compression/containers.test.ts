import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  type ByteTransform,
  CorruptDataError,
  decodeGzip,
  decodeXz,
  decodeZstd,
  encodeGzip,
  encodeXz,
  encodeZstd,
} from "../../../sandbox/compression";
import { XxHash64 } from "../../../sandbox/compression/xxhash64";
import { testIf } from "../../support/availability";

interface Container {
  name: string;
  encode: (bytes: Uint8Array) => Buffer;
  decode: ByteTransform;
  unpack: readonly string[];
  pack: readonly (readonly string[])[];
}

const containers: readonly Container[] = [
  {
    name: "xz",
    encode: encodeXz,
    decode: decodeXz,
    unpack: ["xz", "-dc"],
    pack: [
      ["xz", "-c"],
      ["xz", "-c", "-0", "--check=crc32"],
      ["xz", "-c", "-6", "--block-size=65536"],
      ["xz", "-c", "--check=none"],
    ],
  },
  {
    name: "zstd",
    encode: encodeZstd,
    decode: decodeZstd,
    unpack: ["zstd", "-dcq"],
    pack: [
      ["zstd", "-cq"],
      ["zstd", "-cq", "-19"],
      ["zstd", "-cq", "--no-check"],
      ["zstd", "-cq", "--fast=5"],
    ],
  },
  { name: "gzip", encode: encodeGzip, decode: decodeGzip, unpack: ["gzip", "-dc"], pack: [["gzip", "-c"]] },
];

/** Bytes that compress somewhat: noise, text and emptiness. */
function sample(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let offset = 0; offset < length; offset += 4096) {
    const block = createHash("sha256").update(`${length}:${offset}`).digest();
    const kind = block.readUInt8(0) % 3;
    for (let at = offset; at < Math.min(length, offset + 4096); at += 1) {
      if (kind === 0) bytes.writeUInt8((block.readUInt8(at % 32) * 31 + at * at) & 0xff, at);
      else if (kind === 1) bytes.writeUInt8(97 + (at % 26), at);
    }
  }
  return bytes;
}

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(Uint8Array.from(part));
  return Buffer.concat(parts);
}

function run(command: readonly string[], input: Buffer): Buffer {
  const [program = "", ...words] = command;
  const result = spawnSync(program, words, { input, maxBuffer: 64 * 1024 * 1024 });
  if (result.status !== 0) throw new Error(`${command.join(" ")}: ${result.status} ${result.stderr}`);
  return result.stdout;
}

function has(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

const sizes = [0, 1, 31, 65_535, 65_536, 65_537, 131_072, 300_001, 1_000_000];

describe.each(containers)("$name", ({ name, encode, decode, unpack, pack }) => {
  test.each(sizes)("reads back what it wrote, %i bytes", async (size) => {
    const bytes = sample(size);
    expect((await collect(decode(inChunks(encode(bytes), 1000)))).equals(bytes)).toBe(true);
  });

  test("writes the same bytes each time", () => {
    expect(encode(sample(200_000)).equals(encode(sample(200_000)))).toBe(true);
  });

  testIf(has(name), `no program "${name}"`, `the program ${name} reads what we wrote`, () => {
    for (const size of sizes) expect(run(unpack, encode(sample(size))).equals(sample(size))).toBe(true);
  });

  testIf(has(name), `no program "${name}"`, `we read what the program ${name} wrote`, async () => {
    for (const command of pack) {
      for (const size of [0, 1, 65_537, 300_001]) {
        const packed = run(command, sample(size));
        expect((await collect(decode(inChunks(packed, 7777)))).equals(sample(size))).toBe(true);
      }
    }
  });

  test("reads several in a row", async () => {
    const packed = Buffer.concat([encode(sample(1000)), encode(sample(2000))]);
    const expected = Buffer.concat([sample(1000), sample(2000)]);
    expect((await collect(decode(inChunks(packed, 100)))).equals(expected)).toBe(true);
  });

  test.each([1, 2, 5, 11, 100, 4000])("refuses data cut short by %i bytes", async (missing) => {
    const packed = encode(sample(5000));
    const cut = packed.subarray(0, packed.length - missing);
    await expect(collect(decode(inChunks(cut, 512)))).rejects.toMatchObject({ truncated: true });
  });

  test("refuses every flipped bit of the content", async () => {
    const noise = Buffer.concat(Array.from({ length: 100 }, (_, at) => createHash("sha256").update(`${at}`).digest()));
    const packed = encode(noise);
    for (let at = 40; at < 3000; at += 97) {
      const damaged = Buffer.from(packed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
      await expect(collect(decode(inChunks(damaged, 512)))).rejects.toBeInstanceOf(CorruptDataError);
    }
  });

  test("refuses what is no such file", async () => {
    const page = Buffer.from("<html>404 page not found, and then some more text to be safe</html>");
    await expect(collect(decode(inChunks(page, 7)))).rejects.toMatchObject({
      name: "CorruptDataError",
      truncated: false,
    });
    await expect(collect(decode(inChunks(Buffer.alloc(0), 7)))).rejects.toBeInstanceOf(CorruptDataError);
  });

  test("passes on what the source throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield encode(sample(5000)).subarray(0, 100);
      throw new RangeError("line cut");
    }
    await expect(collect(decode(broken()))).rejects.toThrow("line cut");
  });

  test("stops the source when nobody reads on", async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield* inChunks(encode(sample(1_000_000)), 1000);
      } finally {
        closed = true;
      }
    }
    for await (const chunk of decode(endless())) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(closed).toBe(true);
  });
});

describe("XxHash64", () => {
  // Vectors of the xxHash specification's sanity checks for seed 0.
  test.each([
    ["", "ef46db3751d8e999"],
    ["a", "d24ec4f1a98c6e5b"],
    ["abc", "44bc2cf5ad770999"],
    ["Nobody inspects the spammish repetition", "fbcea83c8a378bf1"],
  ])("of %j", (text, expected) => {
    const hash = new XxHash64();
    for (const byte of Buffer.from(text)) hash.update(Buffer.from([byte]));
    expect(hash.hex()).toBe(expected);
  });
});
