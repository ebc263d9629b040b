import { type CtyType, listOf, mapOf, objectOf, setOf } from "../../../../provider-bridge/framework/types/type";
import { Decimal } from "../../../../provider-bridge/framework/values/decimal";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { canonicalSet } from "../../../../provider-bridge/protocol/values/canonical-set";

const prefixed = new Unknown({ prefix: "x" });

test.each<[string, CtyType, readonly Value[], readonly Value[]]>([
  ["strings by bytes", "string", ["b", "a", "\u{10000}", "\uffff", "a"], ["a", "b", "\uffff", "\u{10000}"]],
  ["numbers by size", "number", [10, 9n, new Decimal("9.1"), 10n, -0, 0], [-0, 9n, new Decimal("9.1"), 10]],
  ["false before true", "bool", [true, false, true], [false, true]],
  ["unknowns behind, nulls last", "string", [null, UNKNOWN, "a", prefixed, null], ["a", UNKNOWN, prefixed, null]],
  [
    "travelling types",
    "dynamic",
    [
      new DynamicValue("string", "b"),
      new DynamicValue("string", null),
      new DynamicValue("string", "a"),
      new DynamicValue("string", "b"),
    ],
    [new DynamicValue("string", "a"), new DynamicValue("string", "b"), new DynamicValue("string", null)],
  ],
  ["lists as they came", listOf("string"), [["b"], ["a"], ["b"]], [["b"], ["a"]]],
  [
    "objects",
    objectOf({ a: "number", b: "string" }),
    [
      new Map<string, Value>([
        ["a", 1],
        ["b", null],
      ]),
      new Map<string, Value>([
        ["b", null],
        ["a", 1],
      ]),
    ],
    [
      new Map<string, Value>([
        ["a", 1],
        ["b", null],
      ]),
    ],
  ],
  [
    "maps whose keys could be confused",
    mapOf("string"),
    [new Map([["a=1", "b"]]), new Map([["a", "1=b"]])],
    [new Map([["a=1", "b"]]), new Map([["a", "1=b"]])],
  ],
  [
    "sets in sets, whatever their order",
    setOf(listOf("string")),
    [
      [["a"], ["b"]],
      [["b"], ["a"]],
    ],
    [[["a"], ["b"]]],
  ],
  [
    "what is partly unknown never equals",
    listOf("string"),
    [
      ["a", UNKNOWN],
      ["a", UNKNOWN],
    ],
    [
      ["a", UNKNOWN],
      ["a", UNKNOWN],
    ],
  ],
])("%s", (_name, element, items, expected) => {
  expect(canonicalSet(element, items)).toEqual(expected);
});
