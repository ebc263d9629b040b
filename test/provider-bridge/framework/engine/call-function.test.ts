import { defineFunction } from "../../../../provider-bridge/framework/contract/define-function";
import {
  type FunctionDefinition,
  FunctionError,
} from "../../../../provider-bridge/framework/contract/function-definition";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { object, serve, THING } from "../../../support/served";

const p = (name: string) => ({ name, description: "" });
const base = { summary: "", description: "" };

async function call(called: FunctionDefinition, ...values: Value[]) {
  const { server, signal } = serve({ function: called });
  return server.callFunction({ name: THING, arguments: values }, signal);
}

const error = (text: string, argument?: number) => ({ error: { text, argument } });

const join = defineFunction({
  ...base,
  parameters: [{ ...p("separator"), type: types.string }],
  variadic: { ...p("parts"), type: types.string },
  returns: types.string,
  call: (separator, parts) => {
    const bad = parts.indexOf("bad");
    if (bad >= 0) throw new FunctionError("a part must not be bad.", bad + 1);
    return parts.join(separator);
  },
});

describe("Arguments", () => {
  it("arrive as the author's forms, the variadic ones together", async () => {
    expect(await call(join, "-", "a", "b")).toEqual({ result: "a-b" });
    expect(await call(join, "-")).toEqual({ result: "" });
  });

  it("that are wrong are told by number, without a full stop (Terraform adds one)", async () => {
    expect(await call(join, "-", "a", "bad")).toEqual(error("a part must not be bad", 2));
  });

  it("may be null or unknown where that is said, and only there", async () => {
    const seen: unknown[] = [];
    const open = defineFunction({
      ...base,
      parameters: [
        { ...p("a"), type: types.string, allowNull: true, allowUnknown: true },
        { ...p("b"), type: types.list(types.string) },
      ],
      returns: types.bool,
      call: (a, b) => {
        seen.push([a, b]);
        return true;
      },
    });
    expect(await call(open, null, ["x"])).toEqual({ result: true });
    expect(await call(open, UNKNOWN, ["x"])).toEqual({ result: true });
    expect(await call(open, "a", UNKNOWN)).toEqual({ result: UNKNOWN });
    expect(await call(open, "a", [UNKNOWN])).toEqual({ result: UNKNOWN });
    expect(await call(open, "a", null)).toEqual(error('"b" must not be null', 1));
    expect(seen).toEqual([
      [null, ["x"]],
      [UNKNOWN, ["x"]],
    ]);
  });

  it("that do not fit the author's type are refused before the call", async () => {
    const total = defineFunction({
      ...base,
      parameters: [{ ...p("numbers"), type: types.list(types.int64) }],
      returns: types.int64,
      call: (numbers) => numbers.reduce((sum, number) => sum + number, 0n),
    });
    expect(await call(total, [1, 2, 3n])).toEqual({ result: 6 });
    expect(await call(total, [1.5])).toEqual(error("Not a whole number: A whole number is needed here, got 1.5", 0));
    expect(await call(total, [1, null])).toEqual(
      error(
        "Null element: An element is null. Every element must have a value here; leave out those that have none",
        0,
      ),
    );
  });

  it("of the wrong number are refused", async () => {
    expect(await call(join)).toEqual(error("The function takes 1 arguments, got 0"));
    const one = defineFunction({
      ...base,
      parameters: [{ ...p("a"), type: types.string }],
      returns: types.string,
      call: (a) => a,
    });
    expect(await call(one, "a", "b")).toEqual(error("The function takes 1 arguments, got 2"));
  });
});

describe("Results", () => {
  const give = (returns: FunctionDefinition["returns"], result: unknown): FunctionDefinition => ({
    ...base,
    parameters: [],
    returns,
    call: () => result,
  });

  it.each<[string, FunctionDefinition["returns"], unknown, Value]>([
    ["a big number", types.int64, 2n ** 60n, 2n ** 60n],
    ["null", types.string, null, null],
    ["unknown", types.string, UNKNOWN, UNKNOWN],
    [
      "an object",
      types.object({ a: types.string, b: types.list(types.bool) }),
      { a: "x", b: [true] },
      object({ a: "x", b: [true] }),
    ],
    ["anything", types.dynamic, new DynamicValue("bool", true), new DynamicValue("bool", true)],
    ["a set without doubles", types.set(types.string), ["a", "a", "b"], ["a", "b"]],
  ])("may be %s", async (_what, returns, result, value) => {
    expect(await call(give(returns, result))).toEqual({ result: value });
  });

  it.each<[string, FunctionDefinition["returns"], unknown]>([
    ["of another type", types.string, 7],
    ["with an attribute too many", types.object({ a: types.string }), { a: "x", b: "y" }],
    ["that is not a number", types.number, Number.NaN],
    ["that is infinite", types.float64, Number.POSITIVE_INFINITY],
    ["that only says to be dynamic", types.dynamic, new DynamicValue("number", "7")],
  ])("%s are a bug of the provider", async (_what, returns, result) => {
    const answer = await call(give(returns, result));
    expect("error" in answer && answer.error.text).toMatch(
      /^Cannot call function test_thing: The function "test_thing" answered something else/,
    );
  });
});

test.each<[string, unknown, string]>([
  ["an error", new RangeError("too deep"), "Cannot call function test_thing: too deep"],
  ["text", "oops", "Cannot call function test_thing: oops"],
  ["an error without an argument", new FunctionError("No reason."), "No reason"],
])("%s that is thrown becomes the function's error", async (_what, thrown, text) => {
  const failing: FunctionDefinition = {
    ...base,
    parameters: [],
    returns: types.bool,
    call: () => {
      throw thrown;
    },
  };
  expect(await call(failing)).toEqual(error(text));
});

test("A function that is not served is told", async () => {
  const { server, signal } = serve({});
  const answer = await server.callFunction({ name: "nothing", arguments: [] }, signal);
  expect("error" in answer && answer.error.text).toMatch(
    /^Function is not served: The provider "test" 1\.2\.3 has no function "nothing"/,
  );
});
