import { noneOf, oneOf, range } from "../../../../provider-bridge/framework/validators";
import { compareNumbers } from "../../../../provider-bridge/framework/validators/compare-numbers";
import { Decimal, parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { refusals } from "./refusals";

describe("range", () => {
  it("takes both ends and refuses what lies outside", () => {
    const port = range({ min: 1, max: 65535 });
    expect([1, 65535].flatMap((value) => refusals(port, value))).toEqual([]);
    expect(refusals(port, 0)).toEqual(['a: Number out of range: "0" is too small. Allowed: between 1 and 65535.']);
    expect(refusals(port, 65536)).toEqual([
      'a: Number out of range: "65536" is too big. Allowed: between 1 and 65535.',
    ]);
    expect(refusals(port, 0, { sensitive: true }).join()).not.toContain('"0"');
  });

  it("is exact where a double is not", () => {
    const big = range({ max: 2n ** 63n - 2n });
    expect(refusals(big, 2n ** 63n - 2n)).toEqual([]);
    expect(refusals(big, 2n ** 63n - 1n)).toHaveLength(1);
    const tenth = range({ min: new Decimal("0.1") });
    expect(refusals(tenth, new Decimal("0.1"))).toEqual([]);
    expect(refusals(tenth, new Decimal("0.09999999999999999999999999999999"))).toHaveLength(1);
  });

  it("is refused where it is written if nothing fits it", () => {
    expect(() => range({})).toThrow(RangeError);
    expect(() => range({ min: 2, max: 1 })).toThrow('Cannot bound a number: min "2" is more than max "1"');
  });

  it("compares any two kinds of number", () => {
    const ordered = [
      Number.NEGATIVE_INFINITY,
      -(10n ** 30n),
      -2n,
      -1.5,
      parseNumber("-0.1"),
      0,
      parseNumber("0.1"),
      0.5,
      1n,
      1.5,
      2,
      2n ** 70n,
      Number.POSITIVE_INFINITY,
    ];
    for (const [left, one] of ordered.entries()) {
      for (const [right, other] of ordered.entries()) {
        expect([String(one), String(other), Math.sign(compareNumbers(one, other))]).toEqual([
          String(one),
          String(other),
          Math.sign(left - right),
        ]);
      }
    }
    expect([compareNumbers(2, 2n), compareNumbers(-0, 0), compareNumbers(new Decimal("0.5"), 0.5)]).toEqual([0, 0, 0]);
  });
});

test("oneOf and noneOf take whole numbers of both kinds", () => {
  expect(refusals(oneOf([1, 2]), 2)).toEqual([]);
  expect(refusals(oneOf([1n, 2n]), 3n)).toEqual([
    'a: Value not allowed: "3" is none of the allowed values. Allowed: one of 1, 2.',
  ]);
  expect(refusals(noneOf([22]), 22)).toHaveLength(1);
});
