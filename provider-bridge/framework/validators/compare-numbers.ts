import { numberText } from "../values/decimal";
import type { NumberValue } from "../values/value";

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`; exact for decimals of any length. */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "number" && !Number.isFinite(left)) return left > 0 ? 1 : -1;
  if (typeof right === "number" && !Number.isFinite(right)) return right > 0 ? -1 : 1;
  const [leftText, rightText] = [numberText(left), numberText(right)];
  const places = Math.max(fractionDigits(leftText), fractionDigits(rightText));
  const difference = scaled(leftText, places) - scaled(rightText, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function fractionDigits(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, places: number): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}
