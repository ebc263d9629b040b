import { Decimal, numberText } from "../../../../provider-bridge/framework/values/decimal";
import { readNumber } from "../../../../provider-bridge/protocol/values/number-text";

test.each([
  ["0", 0],
  ["-0", -0],
  ["007", 7],
  ["+5", 5],
  [".5", 0.5],
  ["5.", 5],
  ["1e3", 1000],
  ["1.50", 1.5],
  ["-2.5e-1", -0.25],
  ["9007199254740993", 9007199254740993n],
  ["5p3", 40],
  ["1p-3", 0.125],
  ["0e99999", 0],
  ["Inf", Infinity],
  ["-inf", -Infinity],
])("%s is %p", (text, expected) => {
  expect(readNumber(text)).toBe(expected);
});

test.each(["0.1", "-12345678901234567890.5", "0.000000000000000000001"])("%s stays a decimal", (text) => {
  expect(readNumber(text)).toEqual(new Decimal(text));
});

test.each([
  "",
  ".",
  "-",
  "e5",
  "1e",
  "1e+",
  "1_0",
  "0x10",
  " 1",
  "1 ",
  "NaN",
  "INF",
  "infinity",
  "1e5001",
  "1e-5001",
  "1e99999999999",
  "--1",
])("%p is no number", (text) => {
  expect(readNumber(text)).toBeUndefined();
});

test("more than 512 bits are rounded to the shortest text that names the same number", () => {
  const text = (digits: string) => numberText(readNumber(digits) ?? 0);
  expect(text("1".repeat(160))).toBe(`${"1".repeat(155)}00000`);
  expect(text(`1.${"3".repeat(160)}`)).toBe(`1.${"3".repeat(153)}4`);
  expect(text(`1${"0".repeat(400)}`)).toBe(`1${"0".repeat(400)}`);
  expect(text(`0.${"9".repeat(400)}`)).toBe("1");
  for (const digits of ["1".repeat(160), `1.${"3".repeat(160)}`, `${"9".repeat(170)}.7`]) {
    expect(text(text(digits))).toBe(text(digits));
  }
});
