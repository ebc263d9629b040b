/** Which fields a pass has to look at. */
import { touchedFields } from "../../../../provider-bridge/framework/plan/touched-fields";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";

const optional = { description: "", optional: true } as const;
const plain = attribute(types.string, optional);
const marked = attribute(types.string, { ...optional, sensitive: true });
const inside = { description: "", attributes: { marked } };
const beside = { description: "", attributes: { plain } };

const fields = schema({
  description: "",
  attributes: {
    plain,
    marked,
    holds: nested.list({ ...optional, attributes: { plain, deep: nested.single({ ...optional, ...inside }) } }),
    holdsNone: nested.map({ ...optional, attributes: { plain } }),
    set: nested.set({ ...optional, attributes: { plain } }),
  },
  blocks: {
    box: block.list({ ...beside, blocks: { inner: block.single(inside) } }),
    empty: block.list(beside),
    boxes: block.set(beside),
  },
});

test("those that are touched, those that hold some, and sets", () => {
  const touched = touchedFields(({ sensitive }) => sensitive);
  const found = touched(fields);
  expect(Object.keys(found.attributes)).toEqual(["marked", "holds", "set"]);
  expect(Object.keys(found.blocks)).toEqual(["box", "boxes"]);
  expect(found.attributes["holds"]).toBe(fields.attributes.holds);
  expect(touched(fields)).toBe(found);
});

test("none, where there are none", () => {
  const found = touchedFields(() => false)(schema(beside));
  expect(found).toEqual({ attributes: {}, blocks: {} });
});
