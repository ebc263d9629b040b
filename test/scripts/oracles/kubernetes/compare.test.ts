import { differences } from "../../../../scripts/oracles/kubernetes/compare";
import { Bindings } from "../../../../scripts/oracles/kubernetes/placeholders";

test("a placeholder with a number is one value, another number another value", () => {
  const bindings = new Bindings();
  const uid = (digit: string) => `0000000${digit}-0000-4000-8000-000000000000`;
  expect(differences({ a: "<uid:1>", b: "<uid:2>" }, { a: uid("1"), b: uid("2") }, bindings, undefined)).toEqual([]);
  expect(differences({ c: "<uid:1>" }, { c: uid("1") }, bindings, undefined)).toEqual([]);
  expect(differences({ c: "<uid:1>" }, { c: uid("2") }, bindings, undefined)).toHaveLength(1);
  expect(differences({ c: "<uid:3>" }, { c: uid("1") }, bindings, undefined)).toHaveLength(1);
  expect(differences({ [`k:<uid:1>`]: {} }, { [`k:${uid("1")}`]: {} }, bindings, undefined)).toEqual([]);
});

test("a new number of a version says nothing about it", () => {
  const bindings = new Bindings();
  expect(differences(["<rv:1>", "<rv:2>"], ["7", "7"], bindings, undefined)).toEqual([]);
  expect(differences(["<rv:1>"], ["8"], bindings, undefined)).toHaveLength(1);
});

test.each([
  ["a member too many", { a: 1 }, { a: 1, b: 2 }],
  ["a member missing", { a: 1, b: 2 }, { a: 1 }],
  ["another type", { a: "1" }, { a: 1 }],
  ["another order", [1, 2], [2, 1]],
  ["a text that only looks like a time", { t: "<time>" }, { t: "yesterday" }],
  ["null for nothing", { a: null }, {}],
])("%s is a difference", (_what, expected, actual) => {
  expect(differences(expected, actual, new Bindings(), undefined).length).toBeGreaterThan(0);
});

test("modes: any order, or the shape alone", () => {
  expect(differences([1, 2], [2, 1], new Bindings(), "unordered")).toEqual([]);
  expect(differences([1, 1], [1, 2], new Bindings(), "unordered")).toHaveLength(1);
  expect(differences({ a: [1, 2] }, { a: [3, 4] }, new Bindings(), "shape")).toEqual([]);
  expect(differences({ a: [1, 2] }, { a: [3] }, new Bindings(), "shape")).toHaveLength(1);
  expect(differences({ a: { b: 1 } }, { a: {} }, new Bindings(), "shape")).toHaveLength(1);
});
