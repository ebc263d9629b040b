import { type CtyType, mapOf, objectOf } from "../../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../../provider-bridge/framework/values/value";
import { encodeJson } from "../../../../../provider-bridge/protocol/values";

test.each<[Value, CtyType, RegExp]>([
  [UNKNOWN, "string", /^Cannot encode the value as JSON: it is unknown$/],
  [new Map([["a", Infinity]]), objectOf({ a: "number" }), /"a".*no finite number/],
  [Number.NaN, "number", /NaN/],
  [5, "string", /a string is required/],
  [new Map(), objectOf({ a: "string" }), /"a".*missing/],
  [
    new Map([
      ["b", "x"],
      ["a", "x"],
    ]),
    objectOf({ a: "string" }),
    /"b" is not part/,
  ],
  ["x", "dynamic", /DynamicValue/],
])("%p is refused", (value, type, message) => {
  expect(() => encodeJson(value, type)).toThrow(TypeError);
  expect(() => encodeJson(value, type)).toThrow(message);
});

test.each<[Value, CtyType, string]>([
  ["<a href='x'>&\u2028\u2029</a>", "string", "\"\\u003ca href='x'\\u003e\\u0026\\u2028\\u2029\\u003c/a\\u003e\""],
  ['\b\f\n\r\t\u0001"\\', "string", '"\\b\\f\\n\\r\\t\\u0001\\"\\\\"'],
  ["\ud800", "string", '"\ufffd"'],
  [
    new Map([
      ["b", "1"],
      ["a", "2"],
      ["\u{10000}", "3"],
      ["\uffff", "4"],
    ]),
    mapOf("string"),
    '{"a":"2","b":"1","\uffff":"4","\u{10000}":"3"}',
  ],
  [new DynamicValue("number", 1.5), "dynamic", '{"value":1.5,"type":"number"}'],
  [5e-324, "number", `0.${"0".repeat(323)}4940656458412465`],
  [-0, "number", "-0"],
])("%p is written as Go writes it", (value, type, expected) => {
  expect(Buffer.from(encodeJson(value, type)).toString("utf8")).toBe(expected);
});
