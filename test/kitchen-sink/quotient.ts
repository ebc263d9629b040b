/** Division of decimals, exact where the quotient has at most 40 decimal places. */
import { numberText, parseNumber } from "../../provider-bridge/framework/values/decimal";
import type { NumberValue } from "../../provider-bridge/framework/values/value";

const DECIMAL_PLACES = 40;

/** a / b; `b` must not be zero. */
export function quotient(a: NumberValue, b: NumberValue): NumberValue {
  const [one, two] = [scaled(a), scaled(b)];
  const places = DECIMAL_PLACES + two.places - one.places;
  const raised = places >= 0 ? one.digits * 10n ** BigInt(places) : one.digits / 10n ** BigInt(-places);
  return parseNumber(`${raised / two.digits}e-${DECIMAL_PLACES}`);
}

function scaled(value: NumberValue): { readonly digits: bigint; readonly places: number } {
  const [whole = "0", fraction = ""] = numberText(value).split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length };
}
