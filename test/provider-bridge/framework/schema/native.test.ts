/** What an author left as it was is taken from the value that it was made from. */
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { fieldsNative, fieldsValue } from "../../../../provider-bridge/framework/schema/native";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { ROOT } from "../../../../provider-bridge/framework/values/path";
import { object } from "../../../support/served";

const optional = { description: "", optional: true } as const;
const fields = schema({
  description: "",
  attributes: {
    name: attribute(types.string, optional),
    size: attribute(types.number, optional),
    all: attribute(types.list(types.string), optional),
    one: nested.single({ ...optional, attributes: { key: attribute(types.string, optional) } }),
  },
  blocks: { box: block.list({ description: "", attributes: { key: attribute(types.string, optional) } }) },
});
const base = object({
  name: "a",
  size: 3,
  all: ["x", "y"],
  one: object({ key: "k" }),
  box: [object({ key: "b" })],
});
const before = fieldsNative(fields, base);

test("what was left as it was is the value itself", () => {
  expect(fieldsValue(fields, { ...before }, ROOT, base, before)).toBe(base);
});

test("what was written anew, and came out the same, is the value itself, too", () => {
  const anew = { ...before, all: ["x", "y"], one: { key: "k" }, box: [{ key: "b" }] };
  expect(fieldsValue(fields, anew, ROOT, base, before)).toBe(base);
  expect(fieldsValue(fields, anew, ROOT, base)).toBe(base);
});

test("what changed is new, and everything beside it is what it was", () => {
  const made = fieldsValue(fields, { ...before, all: ["x"], size: null }, ROOT, base, before);
  expect(made).toEqual(new Map([...base, ["all", ["x"]], ["size", null]]));
  expect(base.get("all")).toEqual(["x", "y"]);
  if (!(made instanceof Map)) throw new TypeError("It is no object");
  expect(made.get("one")).toBe(base.get("one"));
  expect(made.get("box")).toBe(base.get("box"));
});

test("what is missing or too much is told also where nothing else changed", () => {
  const { name: _name, ...without } = before;
  expect(() => fieldsValue(fields, without, ROOT, base, before)).toThrow('"name"');
  expect(() => fieldsValue(fields, { ...before, more: 1 }, ROOT, base, before)).toThrow('"more"');
});
