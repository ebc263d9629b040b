import { listOf, objectOf, tupleOf } from "../../../../provider-bridge/framework/types/type";
import { parseType, typeText } from "../../../../provider-bridge/protocol/values";

test.each([
  '"string"',
  '"dynamic"',
  '["list","number"]',
  '["map",["set","bool"]]',
  '["tuple",[]]',
  '["tuple",["string",["list","bool"]]]',
  '["object",{}]',
  '["object",{"__proto__":"string","a":["object",{"b":"bool"},["b"]]},["__proto__","a"]]',
  '["object",{"\\u003ca\\u003e":"string"}]',
])("%s is read and written alike", (text) => {
  expect(typeText(parseType(text))).toBe(text);
});

test("Go's null for nothing, and names in another normal form, are understood", () => {
  expect(parseType('["tuple",null]')).toEqual(tupleOf([]));
  expect(parseType('["object",null]')).toEqual(objectOf({}));
  expect(parseType('["object",{"e\\u0301":"string"},["e\\u0301"]]')).toEqual(objectOf({ é: "string" }, ["é"]));
  expect(parseType('["object",{"\\ud800":"string"}]')).toEqual(objectOf({ "\ufffd": "string" }));
  expect(parseType(' [ "list" , "string" ] ')).toEqual(listOf("string"));
});

test.each([
  "",
  "1",
  "null",
  '"zahl"',
  "[]",
  '["list"]',
  '["list","string","bool"]',
  '["list",null]',
  '["tuple",["string",null]]',
  '["tuple",{}]',
  '["object",[]]',
  '["object",{"a":"string"},["b"]]',
  '["object",{"a":"string"},{}]',
  '["object",{},[],1]',
  '["capsule","x"]',
  '"string" x',
])("%p is refused", (text) => {
  expect(() => parseType(text)).toThrow(SyntaxError);
});

test("a type may nest 500 deep, not deeper", () => {
  const nested = (depth: number) => `${'["list",'.repeat(depth)}"string"${"]".repeat(depth)}`;
  expect(typeText(parseType(nested(500)))).toBe(nested(500));
  expect(() => parseType(nested(501))).toThrow(/nests deeper than 500/);
});
