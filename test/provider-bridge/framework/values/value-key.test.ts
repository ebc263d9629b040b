import { listOf, mapOf, objectOf, setOf, tupleOf } from "../../../../provider-bridge/framework/types/type";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { valuesEqual } from "../../../../provider-bridge/framework/values/equal";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { valueKey } from "../../../../provider-bridge/framework/values/value-key";
import { overTheWire } from "../../../support/fake-core/wire";
import { createRandom } from "../../../support/random";
import { concreteType, randomType, randomValue } from "../../../support/random-value";

const map = (entries: Record<string, Value>): Value => new Map(Object.entries(entries));

test.each<[string, Parameters<typeof valueKey>[0], Value, Value, boolean]>([
  ["a double and the same bigint", "number", 2 ** 60, 2n ** 60n, true],
  ["a double and the bigint beside it", "number", 2 ** 60, 2n ** 60n + 1n, false],
  ["a big double and the decimal it is written as", "number", 1e23, 10n ** 23n, false],
  ["zero and minus zero", "number", 0, -0, true],
  ["a double and its shortest decimal", "number", 0.1, parseNumber("0.1"), true],
  ["a decimal and one beside it", "number", parseNumber("0.1"), parseNumber("0.10000000000000001"), false],
  ["text and a number", "dynamic", new DynamicValue("string", "1"), new DynamicValue("number", 1), false],
  ["null and text", "string", null, "null", false],
  ["null and unknown", "string", null, UNKNOWN, false],
  ["unknown and unknown", "string", UNKNOWN, new Unknown(), true],
  ["unknowns of which differently much is known", "string", UNKNOWN, new Unknown({ notNull: true }), false],
  [
    "the same said in another order",
    "string",
    new Unknown({ notNull: true, prefix: "a" }),
    new Unknown({ prefix: "a", notNull: true }),
    true,
  ],
  [
    "the same bound in another form",
    "number",
    new Unknown({ min: { value: 1, inclusive: true } }),
    new Unknown({ min: { value: 1n, inclusive: true } }),
    true,
  ],
  ["a list in another order", listOf("string"), ["a", "b"], ["b", "a"], false],
  ["a set in another order", setOf("string"), ["a", "b"], ["b", "a"], true],
  ["sets of sets in another order", setOf(setOf("string")), [["a", "b"], ["c"]], [["c"], ["b", "a"]], true],
  ["a map in another order", mapOf("string"), map({ a: "1", b: "2" }), map({ b: "2", a: "1" }), true],
  ["lists that read the same when joined", listOf("string"), ["a,b"], ["a", "b"], false],
  ["keys that read the same when joined", mapOf("string"), map({ "a:b": "c" }), map({ a: "b:c" }), false],
  [
    "objects",
    objectOf({ a: "string", b: setOf("number") }),
    map({ a: "x", b: [1, 2] }),
    map({ a: "x", b: [2, 1] }),
    true,
  ],
  ["tuples", tupleOf(["string", setOf("bool")]), ["x", [true, false]], ["x", [false, true]], true],
  [
    "dynamic values of object types",
    "dynamic",
    new DynamicValue(objectOf({ a: "string", b: "string" }), map({ a: "1", b: "2" })),
    new DynamicValue(objectOf({ b: "string", a: "string" }), map({ b: "2", a: "1" })),
    true,
  ],
])("Keys and equality agree on %s", (_what, type, left, right, same) => {
  expect(valueKey(type, left) === valueKey(type, right)).toBe(same);
  expect(valuesEqual(type, left, right)).toBe(same);
  expect(valuesEqual(type, right, left)).toBe(same);
});

test("Keys and equality agree on 4000 random pairs, and on what went over a wire", () => {
  const random = createRandom(11);
  for (let round = 0; round < 1000; round += 1) {
    const type = randomType(random, 3);
    const concrete = concreteType(random, type);
    const values = [1, 2, 3].map(() => randomValue(random, type, concrete));
    for (const left of values) {
      expect(valuesEqual(type, left, overTheWire(type, left, random))).toBe(true);
      for (const right of values) {
        expect(valueKey(type, left) === valueKey(type, right)).toBe(valuesEqual(type, left, right));
      }
    }
  }
});
