import { objectOf } from "../../../../provider-bridge/framework/types/type";
import { StoredState } from "../../../../provider-bridge/protocol/values";

const stored = (json: string) => new StoredState(Buffer.from(json), false);
const TYPE = objectOf({ name: "string", size: "number" });

test("stored state is read by a type, what the type does not know is left out", () => {
  expect(stored('{"name":"a","size":5,"gone":[{}]}').decode(TYPE)).toEqual(
    new Map<string, unknown>([
      ["name", "a"],
      ["size", 5],
    ]),
  );
  expect(stored('{"name":"a","size":9007199254740993}').json()).toEqual({ name: "a", size: 9007199254740993n });
});

test("JSON that does not fit is a TypeError that names the attribute", () => {
  expect(() => stored('{"size":"many"}').decode(TYPE)).toThrow(TypeError);
  expect(() => stored('{"size":"many"}').decode(TYPE)).toThrow(/"size".*a number is required/);
});

test("text that is no JSON is a SyntaxError, also where the type would not have looked", () => {
  expect(() => stored('{"size":').decode(TYPE)).toThrow(SyntaxError);
  expect(() => stored('{"size":"many",}').decode(TYPE)).toThrow(SyntaxError);
  expect(() => stored("").json()).toThrow(SyntaxError);
});

test("the form of Terraform 0.11 is told as such", () => {
  expect(() => new StoredState(new Uint8Array(0), true).decode(TYPE)).toThrow(/Terraform 0\.11/);
});
