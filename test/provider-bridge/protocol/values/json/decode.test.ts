import {
  type CtyType,
  listOf,
  mapOf,
  objectOf,
  setOf,
  tupleOf,
} from "../../../../../provider-bridge/framework/types/type";
import { Decimal } from "../../../../../provider-bridge/framework/values/decimal";
import { DynamicValue } from "../../../../../provider-bridge/framework/values/value";
import { decodeJson } from "../../../../../provider-bridge/protocol/values";

const decode = (text: string, type: CtyType) => decodeJson(Buffer.from(text), type);

describe("text that is no value of the type", () => {
  test.each<[string, CtyType, RegExp]>([
    ["", "string", /^Cannot decode the value from JSON: a string is required at character 0$/],
    ["{", objectOf({}), /a string is required/],
    ['{"a":[{"b":"x"}]}', objectOf({ a: listOf(objectOf({ b: "number" })) }), /"a\[0\]\.b".*a number is required/],
    ['{"b":1}', objectOf({ a: "number" }), /no attribute "b"/],
    ['["a" "b"]', listOf("string"), /"," or "\]" is required/],
    ['["a",]', listOf("string"), /a string is required/],
    ['{"a":"b",}', mapOf("string"), /a string is required/],
    ['"a', "string", /a string breaks off/],
    ['"a\nb"', "string", /a string breaks off/],
    ['"\\x"', "string", /a bad escape/],
    ['"\\u12"', "string", /a bad escape/],
    ["[1.]", listOf("number"), /a number breaks off/],
    ["[01]", listOf("number"), /"," or "\]" is required/],
    ["[-]", listOf("number"), /a number is required/],
    ["[1]", tupleOf([]), /has one more/],
    ["[]", tupleOf(["string"]), /has only 0/],
    ['{"value":1}', "dynamic", /"type" and "value" are required/],
    ['{"value":1,"type":"number","x":1}', "dynamic", /has no "x"/],
    ['{"value":["a",1],"type":["list","dynamic"]}', "dynamic", /"\{" is required|value and type/],
    ['"maybe"', "bool", /a bool is required/],
  ])("%s is refused", (text, type, message) => {
    expect(() => decode(text, type)).toThrow(SyntaxError);
    expect(() => decode(text, type)).toThrow(message);
  });

  test("depth is bounded, in values and in what is skipped", () => {
    const nested = (depth: number): CtyType => (depth === 0 ? "string" : listOf(nested(depth - 1)));
    expect(() => decode("[".repeat(501), nested(501))).toThrow(/deeper than 500/);
    expect(() => decode(`{"value":${"[".repeat(100_000)}`, "dynamic")).toThrow(/deeper than 500/);
  });
});

describe("text that is a value", () => {
  test("numbers keep every digit", () => {
    expect(decode("9007199254740993", "number")).toBe(9007199254740993n);
    expect(decode("0.1", "number")).toEqual(new Decimal("0.1"));
    expect(decode("0.5", "number")).toBe(0.5);
    expect(decode("1e400", "number")).toBe(10n ** 400n);
    expect(Object.is(decode("-0", "number"), -0)).toBe(true);
  });

  test("texts with many escapes are read, however long", () => {
    const text = 'line "x"\n'.repeat(200_000);
    expect(decode(JSON.stringify(text), "string")).toBe(text);
  });

  test("attributes left out are null, a type may stand behind its value", () => {
    expect(decode("{}", objectOf({ b: "string", a: "bool" }))).toEqual(
      new Map([
        ["a", null],
        ["b", null],
      ]),
    );
    expect(decode(' { "value" : [ 1 ] , "type" : ["set","number"] } ', "dynamic")).toEqual(
      new DynamicValue(setOf("number"), [1]),
    );
  });

  test("attributes that the type does not have can be ignored, at every depth", () => {
    const type = objectOf({ a: listOf(objectOf({ b: "string" })) });
    const text = '{"gone":{"x":[1,2,{"y":null}]},"a":[{"b":"x","c":true}],"z":"\\"}"}';
    expect(decodeJson(Buffer.from(text), type, "ignore")).toEqual(new Map([["a", [new Map([["b", "x"]])]]]));
    expect(() => decodeJson(Buffer.from('{"gone":tru,"a":[]}'), type, "ignore")).toThrow(SyntaxError);
  });
});
