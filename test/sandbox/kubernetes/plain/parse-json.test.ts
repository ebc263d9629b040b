import { duplicateMembers } from "../../../../sandbox/kubernetes/plain/duplicate-members";
import { mostLevels, parsePlainJson, TooDeepError } from "../../../../sandbox/kubernetes/plain/parse-json";

test("what is JSON is read; brackets in texts are no levels", () => {
  const value = { a: [1, { b: '{[\\"' }], c: null };
  expect(parsePlainJson(JSON.stringify(value))).toEqual(value);
  expect(parsePlainJson(JSON.stringify("[".repeat(5000)))).toBe("[".repeat(5000));
});

test("a value as deep as may be is read, one deeper is not", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  expect(() => parsePlainJson(nested(mostLevels))).not.toThrow();
  expect(() => parsePlainJson(nested(mostLevels + 1))).toThrow(TooDeepError);
  expect(() => parsePlainJson("[".repeat(1_000_000))).toThrow(TooDeepError);
});

test("__proto__ is no data, however it is written", () => {
  for (const text of ['{"__proto__":{"x":1},"a":1}', '{"\\u005f_proto__":{"x":1},"a":1}']) {
    const value = parsePlainJson(text);
    expect(Object.keys(Object(value))).toEqual(["a"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  }
});

test("members that are there twice are named by their path", () => {
  expect(duplicateMembers('{"a":1,"b":{"c":[{"d":1},{"e":1,"e":2}]},"a":2}')).toEqual(["b.c[1].e", "a"]);
  expect(duplicateMembers('{"a":"\\"a\\":1","b":{"a":1}}')).toEqual([]);
  expect(duplicateMembers(JSON.stringify({ long: '\\"x'.repeat(700_000) }))).toEqual([]);
});
