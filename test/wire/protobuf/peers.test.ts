import { createRandom, type Random } from "../../support/random";
import { sample, sampleRoot } from "./sample";

const everything = sampleRoot.lookupType("sample.Everything");

type Fields = Record<string, string | number | bigint | boolean | Uint8Array | undefined | object>;

/** A message in our form (bigint, Map); every field is left out at times. */
function randomMessage(random: Random, depth: number): Fields {
  const message: Fields = {};
  const put = (name: string, make: () => Fields[string]): void => {
    if (random.chance(0.5)) message[name] = make();
  };
  const int32 = (): number => random.pick([0, 1, -1, 127, 128, 2147483647, -2147483648, random.uint32() | 0]);
  const uint32 = (): number => random.pick([0, 1, 127, 128, 16383, 16384, 4294967295, random.uint32()]);
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
  const int64 = (): bigint => BigInt.asIntN(64, uint64());
  const text = (): string => random.pick(["", "a", "grün", "🚀", "\0", "x".repeat(random.integer(0, 300))]);
  const data = (): Uint8Array => random.bytes(random.integer(0, 200));
  const double = (): number => random.pick([0, -0, 0.1, 1e300, Infinity, random.fraction()]);
  const list = (make: () => Fields[string]): unknown[] => Array.from({ length: random.integer(0, 4) }, make);
  put("aDouble", double);
  put("aFloat", () => Math.fround(random.fraction()));
  put("anInt32", int32);
  put("anInt64", int64);
  put("aUint32", uint32);
  put("aUint64", uint64);
  put("aSint32", int32);
  put("aSint64", int64);
  put("aFixed32", uint32);
  put("aFixed64", uint64);
  put("aSfixed32", int32);
  put("aSfixed64", int64);
  put("aBool", () => random.chance());
  put("colour", () => random.pick([0, 1, 77]));
  put("text", text);
  put("data", data);
  put("packed", () => list(int32));
  put("unpacked", () => list(int64));
  put("texts", () => list(text));
  put("flags", () => list(() => random.chance()));
  put("doubles", () => list(double));
  put("byNumber", () => new Map([[int64(), text()]]));
  put("byFlag", () => new Map([[random.chance(), data()]]));
  put("maybe", int32);
  put("maybeText", text);
  put("maybeBool", () => random.chance());
  if (depth > 0) {
    put("nested", () => randomMessage(random, depth - 1));
    put("children", () => list(() => randomMessage(random, depth - 1)));
    put("byName", () => new Map([[text(), randomMessage(random, depth - 1)]]));
  }
  const choice = random.integer(0, depth > 0 ? 3 : 2);
  if (choice === 1) message["choiceText"] = text();
  if (choice === 2) message["choiceNumber"] = int64();
  if (choice === 3) message["choiceMessage"] = randomMessage(random, depth - 1);
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
