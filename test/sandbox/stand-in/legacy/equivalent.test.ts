import type { CtyType } from "../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { equivalent } from "../../../../sandbox/stand-in/legacy/equivalent";

const texts: CtyType = { kind: "list", element: "string" };
const set: CtyType = { kind: "set", element: "string" };
const map: CtyType = { kind: "map", element: "string" };
const object: CtyType = {
  kind: "object",
  attributes: new Map<string, CtyType>([
    ["a", "string"],
    ["b", "number"],
  ]),
  optional: new Set(),
};
const of = (entries: Readonly<Record<string, Value>>): Value => new Map(Object.entries(entries));

test.each<[CtyType, Value, Value, boolean]>([
  ["string", null, "", true],
  ["number", null, 0, true],
  ["bool", false, null, true],
  ["string", "a", null, false],
  ["string", "a", UNKNOWN, false],
  ["string", UNKNOWN, UNKNOWN, true],
  [texts, null, [], true],
  [texts, ["a", ""], ["a", null], true],
  [texts, ["a", "b"], ["b", "a"], false],
  [texts, ["a"], ["a", "a"], false],
  [set, ["a", "b"], ["b", "a"], true],
  [set, ["a", "b"], ["b", "c"], false],
  [map, of({ k: "" }), of({ k: "a" }), false],
  [map, of({ k: "a" }), of({ l: "a" }), false],
  [map, of({}), null, true],
  [object, of({ a: "x", b: null }), of({ a: "x", b: 0 }), true],
  [object, of({ a: "x", b: 1 }), of({ a: "x", b: 0 }), false],
])("%j: %j and %j: %j", (type, left, right, expected) => {
  expect(equivalent(type, left, right)).toBe(expected);
  expect(equivalent(type, right, left)).toBe(expected);
});
