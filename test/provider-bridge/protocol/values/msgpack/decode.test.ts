import {
  type CtyType,
  listOf,
  mapOf,
  objectOf,
  setOf,
  tupleOf,
} from "../../../../../provider-bridge/framework/types/type";
import { isUnknown, UNKNOWN } from "../../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../../provider-bridge/framework/values/value";
import { decodeMsgpack, encodeMsgpack } from "../../../../../provider-bridge/protocol/values";

function decode(hex: string, type: CtyType) {
  return decodeMsgpack(Buffer.from(hex.replaceAll(" ", ""), "hex"), type);
}

/** An unknown with this map of refinements. */
function refined(map: string): string {
  const body = map.replaceAll(" ", "");
  return `c7 ${(body.length / 2).toString(16).padStart(2, "0")} 0c ${body}`;
}

const NODE = objectOf({ name: "string", disks: listOf(objectOf({ gib: "number" })) });

describe("bytes that are no value of the type", () => {
  test.each<[string, CtyType, RegExp]>([
    ["", "string", /^Cannot decode the value from MessagePack: the bytes end at byte 0$/],
    ["05", "string", /a string is required/],
    ["a3 6162", "string", /3 bytes are announced and 2 are left/],
    ["db ffffffff 61", "string", /4294967295 bytes are announced and 1 are left/],
    ["dd ffffffff", listOf("string"), /"\[0\]".*the bytes end/],
    ["df ffffffff", mapOf("string"), /the bytes end/],
    ["c3", "number", /a number is required/],
    ["a3 316530 ", "bool", /a bool is required/],
    ["a4 31303078", "number", /a number is required/],
    ["cb 7ff8000000000000", "number", /not NaN/],
    ["c1", "number", /a number is required/],
    ["92 c0 c0", tupleOf(["string"]), /a tuple of 1 elements is required, and one of 2 begins/],
    ["90", tupleOf(["string"]), /a tuple of 1 elements is required, and one of 0 begins/],
    ["80", objectOf({ a: "string" }), /an object of 1 attributes is required, and one of 0 begins/],
    ["81 a162 c0", objectOf({ a: "string" }), /does not have, "b"/],
    ["82 a161 c0 a161 c0", objectOf({ a: "string", b: "string" }), /given twice/],
    ["82 a162 c0 a162 c0", objectOf({ a: "string", b: "string" }), /given twice/],
    ["82 a5 6469736b73 91 81 a3 676962 c3 a4 6e616d65 a0", NODE, /"disks\[0\]\.gib".*a number is required/],
    ["93 c4 08 22737472696e6722 a0 a0", "dynamic", /a type and a value are required/],
    ["92 c4 05 2278797a22 a0", "dynamic", /Cannot read a type/],
    [
      "92 92 c4 08 22737472696e6722 a0 92 c4 08 226e756d62657222 01",
      listOf("dynamic"),
      /elements have different types/,
    ],
    ["d5 01 8000", "string", /extension type 1 means nothing/],
    ["c8 0401 0c", "string", /1025 bytes of refinement are too many/],
    ["c7 05 0c 82 01c3 01c2", "string", /said to be null and not null/],
    ["c7 09 0c 82 02 a26162 02 a27879", "string", /two prefixes differ/],
    ["c7 09 0c 82 03 9209c3 04 9205c3", "number", /the lower bound lies above the upper/],
    ["c7 05 0c 82 0505 0601", listOf("string"), /the least length is greater than the greatest/],
    ["d5 0c 81 02", "string", /the bytes end/],
    ["c7 04 0c 81 02 a1ff", "string", /in UTF-8 is required/],
  ])("%s is refused", (hex, type, message) => {
    expect(() => decode(hex, type)).toThrow(SyntaxError);
    expect(() => decode(hex, type)).toThrow(message);
  });

  test("a value may nest 500 deep, not deeper", () => {
    const nested = (depth: number): CtyType => (depth === 0 ? "string" : listOf(nested(depth - 1)));
    expect(() => decode(`${"91".repeat(500)}a0`, nested(500))).not.toThrow();
    expect(() => decode(`${"91".repeat(501)}a0`, nested(501))).toThrow(/nest deeper than 500/);
    const typeOf = (depth: number): string => (depth === 0 ? '"string"' : `["list",${typeOf(depth - 1)}]`);
    const type = Buffer.from(typeOf(600));
    const head = Buffer.from([0x92, 0xc5, type.length >> 8, type.length & 0xff]);
    expect(() => decodeMsgpack(Buffer.concat([head, type, Buffer.from([0xc0])]), "dynamic")).toThrow(
      /nests deeper than 500/,
    );
  });

  test("an exact length in a refinement makes no endless list", () => {
    const value = decode(refined("83 01c2 05 ce7fffffff 06 ce7fffffff"), listOf("string"));
    expect(isUnknown(value) && value.refinement).toEqual({
      notNull: true,
      minLength: 2147483647,
      maxLength: 2147483647,
    });
    expect(decode("c7 07 0c 83 01c2 0502 0602", listOf("string"))).toEqual([UNKNOWN, UNKNOWN]);
  });

  test("every cut of a good value is refused", () => {
    const disk: Value = new Map([["gib", 70000]]);
    const value: Value = new Map<string, Value>([["name", "grün"]]).set("disks", [disk]);
    const bytes = encodeMsgpack(value, NODE);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeMsgpack(bytes.subarray(0, length), NODE)).toThrow(SyntaxError);
    }
    expect(decodeMsgpack(bytes, NODE)).toEqual(
      new Map<string, unknown>([
        ["disks", [new Map([["gib", 70000]])]],
        ["name", "grün"],
      ]),
    );
  });
});

describe("bytes that are a value", () => {
  test("64-bit integers keep every digit", () => {
    expect(decode("cf 0020000000000001", "number")).toBe(9007199254740993n);
    expect(decode("cf ffffffffffffffff", "number")).toBe(18446744073709551615n);
    expect(decode("d3 8000000000000000", "number")).toBe(-9223372036854775808n);
    expect(decode("cf 001fffffffffffff", "number")).toBe(9007199254740991);
  });

  test("a value of unknown type says what it is, as exactly as it can", () => {
    expect(decode("92 c4 08 22737472696e6722 a161", "dynamic")).toEqual(new DynamicValue("string", "a"));
    const type = Buffer.from('["list","dynamic"]');
    const element = Buffer.from("92c40822737472696e6722a161", "hex");
    const bytes = Buffer.concat([
      Buffer.from([0x92, 0xc4, type.length]),
      type,
      Buffer.from([0x92]),
      element,
      Buffer.from([0xc0]),
    ]);
    expect(decodeMsgpack(bytes, "dynamic")).toEqual(new DynamicValue(listOf("string"), ["a", null]));
    expect(decode("c0", "dynamic")).toBeNull();
    expect(decode("d40000", "dynamic")).toBe(UNKNOWN);
  });

  test("attributes may come in any order, keys of objects are no danger", () => {
    const value = decode("82 a4 6e616d65 a161 a5 6469736b73 90", NODE);
    expect(value).toEqual(
      new Map<string, unknown>([
        ["disks", []],
        ["name", "a"],
      ]),
    );
    const proto = decode("81 a9 5f5f70726f746f5f5f a178", mapOf("string"));
    expect(proto).toEqual(new Map([["__proto__", "x"]]));
  });

  test("a set has no doubles and Terraform's order, wherever it came from", () => {
    expect(decode("96 a162 a161 c0 a162 d40000 c0", setOf("string"))).toEqual(["a", "b", UNKNOWN, null]);
    expect(decode("92 d40000 d40000", setOf("string"))).toHaveLength(2);
  });

  test("a refinement that nobody knows yet is skipped, whatever it holds", () => {
    const value = decode(refined("83 63 82 a161 91c0 a162 d40000 01c2 02 a0"), "string");
    expect(isUnknown(value) && value.refinement).toEqual({ notNull: true });
  });

  test("what follows the value is ignored", () => {
    expect(decode("c3 c3 ff", "bool")).toBe(true);
  });
});
