import { sample } from "./sample";

describe("values that do not fit their field", () => {
  test.each<[object, typeof TypeError | typeof RangeError, RegExp]>([
    [
      { text: 5 },
      TypeError,
      /^Cannot encode sample\.Everything\.text: a value of type number is given where a string belongs$/,
    ],
    [{ data: "abc" }, TypeError, /data: a value of type string is given where a Uint8Array belongs/],
    [{ anInt64: 5 }, TypeError, /anInt64: a value of type number is given where a bigint belongs/],
    [{ aBool: 1 }, TypeError, /aBool/],
    [{ aDouble: null }, TypeError, /aDouble: a value of type null/],
    [{ nested: "x" }, TypeError, /nested: it is no message/],
    [{ texts: "x" }, TypeError, /texts: it is no array/],
    [{ byName: {} }, TypeError, /byName: it is no Map/],
    [
      { nested: { nested: { anInt32: 0.5 } } },
      RangeError,
      /^Cannot encode sample\.Everything\.anInt32: 0\.5 is no 32-bit integer$/,
    ],
    [{ anInt32: 2 ** 31 }, RangeError, /anInt32/],
    [{ aUint32: -1 }, RangeError, /aUint32/],
    [{ anInt64: 2n ** 63n }, RangeError, /anInt64/],
    [{ aUint64: -1n }, RangeError, /aUint64/],
    [{ colour: Number.NaN }, RangeError, /colour/],
    [{ choiceText: "a", choiceNumber: 1n }, TypeError, /choiceText.*only one|choiceNumber.*only one/],
  ])("%p is refused", (message, type, text) => {
    expect(() => sample.encode("Everything", { ...message })).toThrow(type);
    expect(() => sample.encode("Everything", { ...message })).toThrow(text);
  });
});

test("defaults take no bytes", () => {
  const message = {
    text: "",
    data: Buffer.alloc(0),
    anInt64: 0n,
    aBool: false,
    colour: 0,
    texts: [],
    byName: new Map(),
    packed: [],
  };
  expect(sample.encode("Everything", message)).toHaveLength(0);
  expect(sample.encode("Everything", { aDouble: -0 })).toHaveLength(9);
});

test("a large message is written in time that grows with its size", () => {
  const data = Buffer.alloc(5_000_000, 7);
  const started = process.hrtime.bigint();
  const bytes = sample.encode("Everything", {
    data,
    texts: Array.from({ length: 20_000 }, (_, index) => `text ${index}`),
  });
  const message = sample.decode("Everything", bytes);
  // Quadratic copying would take minutes; the bound is loose because the machine is shared.
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(5000);
  expect(bytes.length).toBeGreaterThan(5_200_000);
  expect(message["data"]).toHaveLength(5_000_000);
  expect(message["texts"]).toHaveLength(20_000);
});
