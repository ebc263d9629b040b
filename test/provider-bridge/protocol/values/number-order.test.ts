import { Decimal } from "../../../../provider-bridge/framework/values/decimal";
import type { NumberValue } from "../../../../provider-bridge/framework/values/value";
import { compareNumbers } from "../../../../provider-bridge/protocol/values/number-order";

test("numbers of every kind go by their exact size", () => {
  const ascending: readonly NumberValue[] = [
    -Infinity,
    -1.7976931348623157e308,
    -(10n ** 30n),
    new Decimal("-0.1"),
    -5e-324,
    0,
    5e-324,
    new Decimal("0.1"),
    0.1,
    new Decimal("0.10000000000000000556"),
    1,
    2 ** 53,
    2n ** 53n + 1n,
    1e23,
    10n ** 23n,
    Infinity,
  ];
  for (const [index, left] of ascending.entries()) {
    for (const [position, right] of ascending.entries()) {
      expect([String(left), String(right), compareNumbers(left, right)]).toEqual([
        String(left),
        String(right),
        Math.sign(index - position),
      ]);
    }
  }
});
