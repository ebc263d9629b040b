import { createRandom, type Random } from "../../support/random";
import { sample, sampleRoot } from "./sample";

const everything = sampleRoot.lookupType("sample.Everything");

type Fields = Record<string, string | number | bigint | boolean | Uint8Array | undefined | object>;

/** Makers of field values in our form (bigint, Map); odd ones come often. */
function makers(random: Random) {
  const uint64 = (): bigint =>
    random.pick([
      0n,
      1n,
      127n,
      128n,
      (1n << 53n) + 1n,
      (1n << 56n) - 1n,
      (1n << 64n) - 1n,
      random.bytes(8).readBigUInt64LE(),
    ]);
  return {
    int32: () => random.pick([0, 1, -1, 127, 128, 2147483647, -2147483648, random.uint32() | 0]),
    uint32: () => random.pick([0, 1, 127, 128, 16383, 16384, 4294967295, random.uint32()]),
    uint64,
    int64: () => BigInt.asIntN(64, uint64()),
    text: () => random.pick(["", "a", "grün", "🚀", "\0", "x".repeat(random.integer(0, 300))]),
    data: () => random.bytes(random.integer(0, 200)),
    double: () => random.pick([0, -0, 0.1, 1e300, Infinity, random.fraction()]),
    bool: () => random.chance(),
    list: (make: () => Fields[string]): unknown[] => Array.from({ length: random.integer(0, 4) }, make),
  };
}

/** A message of random fields; every field is left out at times. */
function randomMessage(random: Random, depth: number): Fields {
  const { int32, uint32, uint64, int64, text, data, double, bool, list } = makers(random);
  const makes: Record<string, () => Fields[string]> = {
    ...{ aDouble: double, aFloat: () => Math.fround(random.fraction()), anInt32: int32, anInt64: int64 },
    ...{ aUint32: uint32, aUint64: uint64, aSint32: int32, aSint64: int64, aFixed32: uint32, aFixed64: uint64 },
    ...{ aSfixed32: int32, aSfixed64: int64, aBool: bool, colour: () => random.pick([0, 1, 77]), text, data },
    ...{ packed: () => list(int32), unpacked: () => list(int64), texts: () => list(text), flags: () => list(bool) },
    ...{ doubles: () => list(double), byNumber: () => new Map([[int64(), text()]]) },
    ...{ byFlag: () => new Map([[bool(), data()]]), maybe: int32, maybeText: text, maybeBool: bool },
  };
  const inner = (): Fields => randomMessage(random, depth - 1);
  if (depth > 0) {
    Object.assign(makes, { nested: inner, children: () => list(inner), byName: () => new Map([[text(), inner()]]) });
  }
  const fields = Object.entries(makes).filter(() => random.chance(0.5));
  const message: Fields = Object.fromEntries(fields.map(([name, make]) => [name, make()]));
  const choice = random.integer(0, depth > 0 ? 3 : 2);
  if (choice === 1) message["choiceText"] = text();
  if (choice === 2) message["choiceNumber"] = int64();
  if (choice === 3) message["choiceMessage"] = inner();
  return message;
}

const WIDE = /^(anInt64|aUint64|aSint64|aFixed64|aSfixed64|unpacked|choiceNumber)$/;

/** Our form of what protobufjs decoded: bigint for its decimal text, Map for its objects. */
function fromPeer(plain: Record<string, unknown>): Fields {
  const message: Fields = {};
  for (const [name, value] of Object.entries(plain)) {
    message[name] = fromPeerValue(name, value);
  }
  return message;
}

function fromPeerValue(name: string, value: unknown): Fields[string] {
  if (Array.isArray(value)) return value.map((item) => fromPeerValue(name, item));
  if (WIDE.test(name)) return BigInt(String(value));
  if (name === "byName" || name === "byNumber" || name === "byFlag") {
    const entries = Object.entries(value as Record<string, unknown>).map(([key, item]): [unknown, unknown] => {
      if (name === "byNumber") return [BigInt(key), item];
      return name === "byFlag" ? [key === "true", item] : [key, fromPeer(item as Record<string, unknown>)];
    });
    return new Map(entries);
  }
  const isPlain = typeof value === "object" && value !== null && !(value instanceof Uint8Array);
  return isPlain ? fromPeer(value as Record<string, unknown>) : (value as Fields[string]);
}

function peerDecode(bytes: Uint8Array): Fields {
  const decoded = everything.decode(bytes);
  return fromPeer(everything.toObject(decoded, { longs: String, defaults: false, arrays: false, objects: false }));
}

/** Drops what a decoded message of ours holds by default, at every depth, so that it compares with what was sent. */
function sparse(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(sparse);
  if (value instanceof Map) return [...value].map(([key, item]) => [key, sparse(item)]);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => !isDefault(item));
  return Object.fromEntries(kept.map(([name, item]) => [name, sparse(item)]));
}

function isDefault(item: unknown): boolean {
  if (item instanceof Uint8Array || Array.isArray(item)) return item.length === 0;
  if (item instanceof Map) return item.size === 0;
  return item === undefined || item === "" || item === false || item === 0n || Object.is(item, 0);
}

test("protobufjs reads what is written here, and the other way round", () => {
  const random = createRandom(20261);
  for (let round = 0; round < 120; round += 1) {
    const message = randomMessage(random, 3);
    const bytes = sample.encode("Everything", message);
    expect(sparse(peerDecode(bytes))).toEqual(sparse(message));
    const again = everything.encode(everything.decode(bytes)).finish();
    expect(sparse(sample.decode("Everything", again))).toEqual(sparse(message));
    expect(sparse(sample.decode("Everything", bytes))).toEqual(sparse(message));
  }
});

test("a field with presence is sent although it holds its default", () => {
  const bytes = sample.encode("Everything", { maybe: 0, maybeText: "", maybeBool: false, choiceText: "", anInt32: 0 });
  const peer = peerDecode(bytes);
  expect(Object.keys(peer).sort()).toEqual(["choiceText", "maybe", "maybeBool", "maybeText"]);
  expect(sample.decode("Everything", bytes)).toMatchObject({
    maybe: 0,
    maybeText: "",
    maybeBool: false,
    choiceText: "",
  });
  expect(sample.decode("Everything", Buffer.alloc(0))).toMatchObject({ maybe: undefined, anInt32: 0, texts: [] });
});
