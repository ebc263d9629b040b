import { inspect } from "node:util";
import { inTermsOf, makeAll, PropsError } from "../../../constructs/props/props-error";

const refuse = (what: string, prop: string) => () => {
  throw new PropsError([{ what, problems: [{ prop, text: "is wrong" }] }]);
};
const messageOf = (make: () => unknown): string => {
  try {
    make();
    return "";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

test("what is wrong with a part is told in terms of the whole", () => {
  const origin = (prop: string) => `nodes.workers[1].${prop}`;
  expect(messageOf(() => inTermsOf(origin, refuse("a pool", "count")))).toBe(
    'PropsError: Cannot make a pool: "nodes.workers[1].count" is wrong',
  );
  expect(inTermsOf(origin, () => 1)).toBe(1);
});

test("what is wrong with several is told together, and all is made where nothing is", () => {
  expect(messageOf(() => makeAll([refuse("one", "a"), () => 1, refuse("two", "b")]))).toBe(
    'PropsError: Cannot make one: "a" is wrong\nCannot make two: "b" is wrong',
  );
  expect(makeAll([() => 1, () => 2])).toEqual([1, 2]);
});

test("another error is no matter of props", () => {
  const fail = () => {
    throw new TypeError("Cannot do it");
  };
  expect(messageOf(() => inTermsOf((prop) => prop, fail))).toBe("TypeError: Cannot do it");
  expect(messageOf(() => makeAll([refuse("one", "a"), fail]))).toBe("TypeError: Cannot do it");
});

test("Node prints the message and where it comes from, and nothing behind it", () => {
  const error = new PropsError([{ what: "one", problems: [{ prop: "a", text: "is wrong" }] }]);
  expect(error).toBeInstanceOf(RangeError);
  expect(error.refusals).toHaveLength(1);
  expect(inspect(error)).not.toContain("refusals");
});
