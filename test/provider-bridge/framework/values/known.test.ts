import { listOf, mapOf, objectOf, setOf } from "../../../../provider-bridge/framework/types/type";
import { misfits } from "../../../../provider-bridge/framework/values/conforms";
import { distinct } from "../../../../provider-bridge/framework/values/distinct";
import { isWhollyKnown, unknownPaths, withoutUnknowns } from "../../../../provider-bridge/framework/values/known";
import { pathText, ROOT } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";

const type = objectOf({
  a: "string",
  l: listOf("string"),
  s: setOf(objectOf({ x: "string" })),
  m: mapOf(listOf("string")),
  d: "dynamic",
});
const half: Value = object({
  a: "x",
  l: ["y", UNKNOWN],
  s: [object({ x: UNKNOWN }), object({ x: "z" })],
  m: new Map([["k.k", [UNKNOWN]]]),
  d: new DynamicValue(listOf("string"), [UNKNOWN]),
});

test("Unknowns are found where they stand; elements of a set stand where their set does", () => {
  expect(unknownPaths(type, half).map(pathText)).toEqual(["l[1]", "s.x", 'm["k.k"][0]', "d[0]"]);
  expect(unknownPaths(type, UNKNOWN).map(pathText)).toEqual([""]);
  expect(isWhollyKnown(half)).toBe(false);
});

test("Without its unknowns, a value is wholly known", () => {
  const known = withoutUnknowns(half);
  expect(isWhollyKnown(known)).toBe(true);
  expect(unknownPaths(type, known)).toEqual([]);
  expect(known).toEqual(
    object({
      a: "x",
      l: ["y", null],
      s: [object({ x: null }), object({ x: "z" })],
      m: new Map([["k.k", [null]]]),
      d: new DynamicValue(listOf("string"), [null]),
    }),
  );
  expect(withoutUnknowns(new DynamicValue("string", UNKNOWN))).toBeNull();
});

test("Doubles in a set are dropped, but not what may turn out to differ", () => {
  expect(distinct("string", ["b", "a", "b", null, null])).toEqual(["b", "a", null]);
  expect(distinct("string", [UNKNOWN, UNKNOWN, "a"])).toHaveLength(3);
  expect(distinct("number", [1, 1n, 2])).toEqual([1, 2]);
});

test.each<[string, Parameters<typeof misfits>[0], Value, string[]]>([
  ["a text for a number", "number", "7", [": a finite number"]],
  ["not a number", "number", Number.NaN, [": a finite number"]],
  ["infinity", listOf("number"), [1, Infinity], ["[1]: a finite number"]],
  ["a list for a map", mapOf("string"), [], [": a map"]],
  ["a map for a list", listOf("string"), new Map(), [": a list"]],
  ["an attribute too few", objectOf({ a: "string" }), new Map(), [': an object with the attribute "a"']],
  [
    "an attribute too many",
    objectOf({ a: "string" }),
    object({ a: "x", b: "y" }),
    [": an object without other attributes"],
  ],
  ["a plain value for a dynamic one", "dynamic", "x", [": a DynamicValue, which carries its type"]],
  [
    "elements of several types",
    listOf("dynamic"),
    [new DynamicValue("string", "a"), new DynamicValue("bool", true)],
    [": elements of one type"],
  ],
  [
    "two mistakes",
    objectOf({ a: "bool", b: listOf("string") }),
    object({ a: "x", b: [1] }),
    ["a: a boolean", "b[0]: a string"],
  ],
  ["nulls and unknowns", objectOf({ a: "bool", b: "dynamic" }), object({ a: null, b: UNKNOWN }), []],
])("A value that does not conform: %s", (_what, of, value, expected) => {
  expect(misfits(of, value, ROOT).map(({ path, expected: what }) => `${pathText(path)}: ${what}`)).toEqual(expected);
});
