import type { Validator } from "../schema/validator";
import { boundsPhrase, type CountBounds, type CountUnit, counted, isWithin } from "./bounds";
import { type StringType, textValidator } from "./text-validator";

const CHARACTERS: CountUnit = { one: "character", many: "characters" };
const BYTES: CountUnit = { one: "byte", many: "bytes" };

/** The number of characters (Unicode code points, as Terraform counts) of a text: `length({ min: 1, max: 63 })`. */
export function length(bounds: CountBounds): Validator<StringType> {
  return counting(bounds, CHARACTERS, (text) => Array.from(text).length);
}

/** The number of bytes of a text in UTF-8, for limits that a server counts in bytes. */
export function byteLength(bounds: CountBounds): Validator<StringType> {
  return counting(bounds, BYTES, (text) => Buffer.byteLength(text));
}

function counting(bounds: CountBounds, unit: CountUnit, count: (text: string) => number): Validator<StringType> {
  return textValidator({
    summary: "Text of the wrong length",
    description: boundsPhrase(bounds, unit),
    problem: (text) => {
      const found = count(text);
      return isWithin(found, bounds) ? undefined : `has ${counted(found, unit)}`;
    },
  });
}
