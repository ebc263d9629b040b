import { parseDocument } from "yaml";
import { placeOf } from "../../../stacks/cluster-yaml/place";

const TEXT = `a:
  - b: 1
  - b: { c: 2 }
"d.e": 3
`;
const after = (path: string) => TEXT.slice(placeOf(parseDocument(TEXT).contents, path)).split("\n")[0];

test.each([
  ["a", "a:"],
  ["a[1]", "b: { c: 2 }"],
  ["a[1].b.c", "c: 2 }"],
  ["a[1].b.missing.more", "b: { c: 2 }"],
  ["a[7].b", "a:"],
  ["a.b", "a:"],
  ["missing", "a:"],
  ["", "a:"],
])("%j stands where its key or item begins, or what of its path there is", (path, expected) => {
  expect(after(path)).toBe(expected);
});

test("a file of nothing has its beginning", () => {
  expect(placeOf(null, "a")).toBe(0);
});
