import { sample, sampleRoot } from "./sample";

const everything = sampleRoot.lookupType("sample.Everything");

function decodeHex(hex: string): unknown {
  return sample.decode("Everything", Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

describe("bytes that are no message", () => {
  test.each([
    ["80", /a number is cut off at byte 1$/],
    ["18 ffffffffffffffffffff01", /sample\.Everything\.anInt32: a varint is longer than 10 bytes/],
    ["20 ffffffffffffffffffff01", /anInt64: a varint is longer than 10 bytes/],
    ["7a 05 6162", /sample\.Everything\.text: 5 bytes are announced and 2 are left at byte 2$/],
    ["7a ffffffff0f", /text: 4294967295 bytes are announced and 0 are left/],
    ["7a 02 c328", /text: text that is not UTF-8/],
    ["7a 03 eda080", /text: text that is not UTF-8/],
    ["7d 00000000", /text: wire type 5 where 2 belongs/],
    ["1a 00", /anInt32: wire type 2 where 0 belongs/],
    ["8a01 02 1a 00", /Everything\.anInt32: wire type 2 where 0 belongs/],
    ["8a01 03 7a 05 61", /text: 5 bytes are announced and 1 are left/],
    ["09 0102", /aDouble: 8 bytes are announced and 2 are left/],
    ["00 00", /a field with number 0 begins/],
    ["c201 02 00 00", /byName: a field with number 0 begins/],
    ["c201 02 08 01", /byName: wire type 0 where 2 belongs/],
    ["9201 02 01 80", /packed: a number is cut off/],
    ["07", /a field with number 0/],
    ["f8ffffff0f 80", /maybeBool: a number is cut off/],
    ["a306 0c", /wire type 4 of field 1|group 100 is closed as group 1/],
    ["a406", /wire type 4 of field 100/],
    ["a706", /wire type 7 of field 100/],
  ])("%s is refused", (hex, message) => {
    expect(() => decodeHex(hex)).toThrow(SyntaxError);
    expect(() => decodeHex(hex)).toThrow(message);
  });

  test("every cut of a good message is refused or read, never worse", () => {
    const bytes = sample.encode("Everything", {
      text: "grün",
      data: Buffer.from("x"),
      nested: { anInt64: -5n },
      packed: [1, 300, -1],
      byNumber: new Map([[7n, "seven"]]),
    });
    for (let length = 0; length < bytes.length; length += 1) {
      try {
        sample.decode("Everything", bytes.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }
  });

  test("messages may lie 100 deep, not deeper", () => {
    const nest = (depth: number): object => (depth === 1 ? {} : { nested: nest(depth - 1) });
    expect(() => sample.decode("Everything", sample.encode("Everything", { ...nest(100) }))).not.toThrow();
    expect(() => sample.decode("Everything", sample.encode("Everything", { ...nest(101) }))).toThrow(
      /messages lie deeper than 100/,
    );
  });

  test("unknown groups may lie 99 deep below a message, not deeper", () => {
    const groups = (depth: number): Buffer => Buffer.from("a306".repeat(depth) + "a406".repeat(depth), "hex");
    expect(sample.decode("Everything", groups(99))).toMatchObject({ text: "" });
    expect(() => sample.decode("Everything", groups(100))).toThrow(/groups lie deeper than 100/);
  });
});

describe("bytes that mean something", () => {
  test("unknown fields of every wire type are skipped", () => {
    const bytes = sample.encode("Everything", {
      text: "kept",
      aDouble: 1.5,
      aFloat: 2,
      anInt64: 5n,
      data: Buffer.from("abc"),
      nested: { text: "no" },
    });
    const group = Buffer.from("a30608017a02686982067801a406", "hex");
    expect(sample.decode("Narrow", bytes)).toEqual({ text: "kept" });
    expect(() => sample.decode("Narrow", Buffer.concat([group, bytes]))).toThrow(/bytes are announced/);
    expect(sample.decode("Narrow", Buffer.concat([Buffer.from("a3060801a406", "hex"), bytes]))).toEqual({
      text: "kept",
    });
  });

  test("packed and unpacked runs are both read, also mixed", () => {
    expect(decodeHex("9001 05 9201 02 06 07 9001 08")).toMatchObject({ packed: [5, 6, 7, 8] });
    expect(decodeHex("9a01 02 06 07 9801 08")).toMatchObject({ unpacked: [6n, 7n, 8n] });
  });

  test("a message sent in parts is merged, a scalar sent twice counts once, the last of a oneof wins", () => {
    const first = everything.encode({ text: "a", nested: { text: "n", anInt32: 5 }, choiceText: "t" }).finish();
    const second = everything.encode({ text: "b", nested: { anInt32: 6 }, choiceMessage: {} }).finish();
    const message = sample.decode("Everything", Buffer.concat([first, second]));
    expect(message).toMatchObject({ text: "b", nested: { text: "n", anInt32: 6 }, choiceText: undefined });
    expect(message["choiceMessage"]).toMatchObject({ text: "" });
  });

  test("an entry without value or key has their defaults", () => {
    const message = decodeHex("c201 03 0a0161 ca01 02 1200");
    expect(message).toMatchObject({ byNumber: new Map([[0n, ""]]) });
    expect(message).toMatchObject({ byName: new Map([["a", expect.objectContaining({ text: "", children: [] })]]) });
  });

  test("integers longer than their field are cut to it, a bool is any bit", () => {
    expect(decodeHex("18 ffffffffffffffffff01")).toMatchObject({ anInt32: -1 });
    expect(decodeHex("28 818080808010")).toMatchObject({ aUint32: 1 });
    expect(decodeHex("68 8080808010")).toMatchObject({ aBool: true });
    expect(decodeHex("20 ffffffffffffffffff01")).toMatchObject({ anInt64: -1n });
    expect(decodeHex("30 ffffffffffffffffff01")).toMatchObject({ aUint64: 18446744073709551615n });
  });

  test("the replacement character itself may be sent, keys like __proto__ do no harm", () => {
    expect(decodeHex("7a 03 efbfbd")).toMatchObject({ text: "\ufffd" });
    const bytes = sample.encode("Everything", { byName: new Map([["__proto__", { text: "x" }]]) });
    const { byName } = sample.decode("Everything", bytes);
    expect(byName).toBeInstanceOf(Map);
    expect({}).not.toHaveProperty("text");
  });

  test("bytes are views of the input, also where the input is itself a view", () => {
    const bytes = sample.encode("Everything", { data: Buffer.from("abc") });
    const input = Buffer.concat([Buffer.from("padding"), bytes]).subarray(7);
    const { data } = sample.decode("Everything", input);
    expect(data instanceof Uint8Array && data.buffer === input.buffer).toBe(true);
    expect(Buffer.from(data instanceof Uint8Array ? data : []).toString()).toBe("abc");
  });
});

test("bytes that were not sent look like none that were", () => {
  const sent = decodeHex("8201 00");
  expect(sent).toStrictEqual(decodeHex(""));
});
