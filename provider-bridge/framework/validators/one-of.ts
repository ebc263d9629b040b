import type { Validator } from "../schema/validator";
import type { ValueType } from "../schema/value-type";
import { refuse } from "./refuse";

/** Values that can be listed: text, and whole numbers as their type gives them (`int64` is a bigint). */
export type Listed = string | number | bigint;

/** How listed values are compared. */
export interface ListedOptions {
  /** Whether upper and lower case are the same. @default false */
  readonly ignoreCase?: boolean;
}

/** One of these values and no other: `oneOf(["amd64", "arm64"])`. @throws RangeError for an empty list. */
export function oneOf<T extends Listed>(values: readonly T[], options: ListedOptions = {}): Validator<ValueType<T, T>> {
  if (values.length === 0) throw new RangeError("Cannot allow one of no values");
  const description = `one of ${values.map(quoted).join(", ")}`;
  return listValidator(values, options, true, { problem: "is none of the allowed values", allowed: description });
}

/** Any value but these: `noneOf(["default"])`. @throws RangeError for an empty list. */
export function noneOf<T extends Listed>(
  values: readonly T[],
  options: ListedOptions = {},
): Validator<ValueType<T, T>> {
  if (values.length === 0) throw new RangeError("Cannot refuse none of no values");
  const description = `anything but ${values.map(quoted).join(", ")}`;
  return listValidator(values, options, false, {
    problem: "is a value that is kept for something else",
    allowed: description,
  });
}

function listValidator<T extends Listed>(
  values: readonly T[],
  options: ListedOptions,
  listed: boolean,
  words: { readonly problem: string; readonly allowed: string },
): Validator<ValueType<T, T>> {
  const fold = (value: Listed) =>
    options.ignoreCase === true && typeof value === "string" ? value.toLowerCase() : value;
  const known = new Set(values.map(fold));
  return {
    description: words.allowed,
    validate: (request) => {
      if (known.has(fold(request.value)) !== listed) refuse(request, { summary: "Value not allowed", ...words });
    },
  };
}

function quoted(value: Listed): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
