import { Decimal } from "../../../../../provider-bridge/framework/values/decimal";
import { decodeExactJson } from "../../../../../provider-bridge/protocol/values/json/exact";

const decode = (text: string) => decodeExactJson(Buffer.from(text));

test("JSON without a type keeps its numbers", () => {
  expect(decode(' {"a":[1,9007199254740993,0.1,-0.5,null,true,"\\u00e9"],"b":{}} ')).toEqual({
    a: [1, 9007199254740993n, new Decimal("0.1"), -0.5, null, true, "é"],
    b: {},
  });
});

test("__proto__ is a property like any other", () => {
  const json = decode('{"__proto__":{"x":1}}');
  expect(Object.keys(json ?? {})).toEqual(["__proto__"]);
  expect(json).not.toHaveProperty("x");
});

test.each(["", "{", "[1,]", "nul", '{"a"}', "1 2", "+1", "'a'", "[".repeat(1000)])("%p is refused", (text) => {
  expect(() => decode(text)).toThrow(SyntaxError);
});
