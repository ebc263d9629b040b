import { type CtyType, listOf, mapOf, objectOf, tupleOf } from "../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { actualType, relativeTo } from "../../../../provider-bridge/protocol/values/actual-type";

const text = new DynamicValue("string", "a");
const flag = new DynamicValue("bool", true);

test.each<[CtyType, Value, CtyType | undefined]>([
  ["dynamic", text, "string"],
  ["dynamic", null, "dynamic"],
  [listOf("dynamic"), [text, null, UNKNOWN], listOf("string")],
  [listOf("dynamic"), [], listOf("dynamic")],
  [listOf("dynamic"), [text, flag], undefined],
  [
    mapOf("dynamic"),
    new Map([
      ["a", text],
      ["b", flag],
    ]),
    undefined,
  ],
  [tupleOf(["dynamic", "dynamic"]), [text, flag], tupleOf(["string", "bool"])],
  [
    objectOf({ a: "dynamic", b: "string" }, ["b"]),
    new Map<string, Value>([
      ["a", text],
      ["b", null],
    ]),
    objectOf({ a: "string", b: "string" }),
  ],
  [listOf(objectOf({ a: "dynamic" })), [new Map([["a", text]]), null], undefined],
])("a value of %p", (type, value, expected) => {
  expect(actualType(type, value)).toEqual(expected);
});

test("what travels with its type is unwrapped where the type now says it", () => {
  const type = tupleOf([listOf("dynamic"), "dynamic", objectOf({ a: "dynamic" })]);
  const value: Value = [[text, null], null, new Map([["a", flag]])];
  const actual = tupleOf([listOf("string"), "dynamic", objectOf({ a: "bool" })]);
  expect(actualType(type, value)).toEqual(actual);
  expect(relativeTo(actual, type, value)).toEqual([["a", null], null, new Map([["a", true]])]);
});
