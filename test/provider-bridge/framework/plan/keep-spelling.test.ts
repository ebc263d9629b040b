import { keepSpelling } from "../../../../provider-bridge/framework/plan/keep-spelling";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";

const d = { description: "" } as const;
const ci = attribute(types.string, {
  ...d,
  optional: true,
  semantics: { name: "text", equal: (left, right) => left.toLowerCase() === right.toLowerCase() },
});
const leaf = { k: attribute(types.string, { ...d, optional: true }), ci };
const fields = schema({
  description: "",
  attributes: {
    ci,
    plain: attribute(types.string, { ...d, optional: true }),
    all: attribute(types.list(types.string), {
      ...d,
      optional: true,
      semantics: { name: "sorted", equal: (left, right) => [...left].sort().join() === [...right].sort().join() },
    }),
    one: nested.single({ ...d, optional: true, attributes: leaf }),
    many: nested.list({ ...d, optional: true, attributes: leaf }),
    named: nested.map({ ...d, optional: true, attributes: leaf }),
    some: nested.set({ ...d, optional: true, attributes: leaf }),
  },
  blocks: { box: block.set({ description: "", attributes: leaf }) },
});
const nothing = { ci: null, plain: null, all: null, one: null, many: null, named: null, some: null, box: [] };
const l = (k: string, text: Value) => object({ k, ci: text });
const kept = (prior: Record<string, Value>, next: Record<string, Value>): Value =>
  keepSpelling(fields, object({ ...nothing, ...prior }), object({ ...nothing, ...next }));

test.each<[string, Record<string, Value>, Record<string, Value>, Record<string, Value>]>([
  ["a value", { ci: "aB" }, { ci: "AB" }, { ci: "aB" }],
  ["a value that means something else", { ci: "aB" }, { ci: "AC" }, { ci: "AC" }],
  ["a value without other spellings", { plain: "aB" }, { plain: "AB" }, { plain: "AB" }],
  ["a null", { ci: null }, { ci: "AB" }, { ci: "AB" }],
  ["a value that is null now", { ci: "aB" }, { ci: null }, { ci: null }],
  ["an unknown", { ci: UNKNOWN }, { ci: "AB" }, { ci: "AB" }],
  ["a whole list", { all: ["a", "b"] }, { all: ["b", "a"] }, { all: ["a", "b"] }],
  ["a nested value", { one: l("1", "aB") }, { one: l("2", "AB") }, { one: l("2", "aB") }],
  [
    "elements by position",
    { many: [l("1", "aB")] },
    { many: [l("1", "AB"), l("2", "AB")] },
    { many: [l("1", "aB"), l("2", "AB")] },
  ],
  [
    "elements by key",
    { named: new Map([["x", l("1", "aB")]]) },
    {
      named: new Map([
        ["y", l("1", "AB")],
        ["x", l("1", "AB")],
      ]),
    },
    {
      named: new Map([
        ["y", l("1", "AB")],
        ["x", l("1", "aB")],
      ]),
    },
  ],
  [
    "elements of a set by the rest",
    { some: [l("1", "aB"), l("2", "cD")] },
    { some: [l("2", "CD"), l("3", "AB")] },
    { some: [l("2", "cD"), l("3", "AB")] },
  ],
  ["blocks of a set", { box: [l("1", "aB")] }, { box: [l("1", "AB")] }, { box: [l("1", "aB")] }],
  ["nothing where all is gone", { one: l("1", "aB"), many: [l("1", "aB")] }, {}, {}],
])("The prior spelling is kept for %s", (_what, prior, next, expected) => {
  expect(kept(prior, next)).toEqual(object({ ...nothing, ...expected }));
});

test("A schema without semantics is not looked through", () => {
  const plain = schema({ description: "", attributes: leaf.k === undefined ? {} : { k: leaf.k } });
  const next = object({ k: "x" });
  expect(keepSpelling(plain, object({ k: "X" }), next)).toBe(next);
  expect(keepSpelling(fields, null, next)).toBe(next);
});
