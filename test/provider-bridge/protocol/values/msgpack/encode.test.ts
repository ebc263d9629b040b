import {
  type CtyType,
  listOf,
  mapOf,
  objectOf,
  setOf,
  tupleOf,
} from "../../../../../provider-bridge/framework/types/type";
import { UNKNOWN, Unknown } from "../../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../../provider-bridge/framework/values/value";
import { encodeMsgpack } from "../../../../../provider-bridge/protocol/values";

const hex = (value: Value, type: CtyType) => Buffer.from(encodeMsgpack(value, type)).toString("hex");

describe("values that are not of the type", () => {
  test.each<[Value, CtyType, RegExp]>([
    [5, "string", /^Cannot encode the value as MessagePack: a string is required, and a JavaScript number is given$/],
    ["5", "number", /a number is required, and a JavaScript string/],
    [Number.NaN, "number", /it is NaN/],
    ["true", "bool", /a bool is required/],
    ["a", "dynamic", /DynamicValue/],
    ["a", listOf("string"), /a list is required, and a JavaScript string/],
    [new Map(), setOf("string"), /a set is required, and a JavaScript Map/],
    [["a"], mapOf("string"), /a map is required, and a JavaScript an array/],
    [["a"], tupleOf([]), /it has 1 elements, and 0 are required/],
    [new Map([["a", [new Map([["b", 5]])]]]), objectOf({ a: listOf(objectOf({ b: "string" })) }), /"a\[0\]\.b"/],
    [new Map(), objectOf({ a: "string" }), /"a".*the attribute is missing/],
    [
      new Map([
        ["a", "x"],
        ["b", "x"],
      ]),
      objectOf({ a: "string" }),
      /the attribute "b" is not part of its type/,
    ],
    [
      [new DynamicValue("string", "a"), new DynamicValue("bool", true)],
      listOf("dynamic"),
      /elements have different types/,
    ],
    [
      new Map([
        ["a", new DynamicValue("string", "a")],
        ["b", new DynamicValue("bool", true)],
      ]),
      mapOf("dynamic"),
      /different types/,
    ],
  ])("%p as %p is refused", (value, type, message) => {
    expect(() => encodeMsgpack(value, type)).toThrow(TypeError);
    expect(() => encodeMsgpack(value, type)).toThrow(message);
  });

  test("the message never holds the value", () => {
    expect(() => encodeMsgpack(new Map([["password", "hunter2"]]), objectOf({ password: "number" }))).toThrow(
      /^(?!.*hunter2).*"password"/,
    );
  });
});

test.each<[Value, CtyType, string]>([
  [-0, "number", "00"],
  [0.1, "number", "cb3fb999999999999a"],
  [2 ** 60, "number", "cf1000000000000000"],
  [1e23, "number", "b8313030303030303030303030303030303030303030303030"],
  [2n ** 63n, "number", "b339323233333732303336383534373735383038"],
  [-(2n ** 63n), "number", "d38000000000000000"],
  ["e\u0301", "string", "a2c3a9"],
  ["\udcc3", "string", "a1c3"],
  ["x\ud800", "string", "a478efbfbd"],
  [["b", "a", "b"], setOf("string"), "92a161a162"],
  [UNKNOWN, listOf("string"), "d40000"],
  [new Unknown({}), "string", "d40000"],
  [new Unknown({ notNull: true, prefix: "x" }), "dynamic", "d40000"],
  [new Unknown({ prefix: "x", minLength: 5 }), "bool", "d40000"],
  [new Unknown({ notNull: true, prefix: "x" }), "string", "c7060c8201c202a178"],
  [new DynamicValue("dynamic", null), "dynamic", "c0"],
])("%p is written in the shortest form", (value, type, expected) => {
  expect(hex(value, type)).toBe(expected);
});
