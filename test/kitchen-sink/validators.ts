/** Validators with the reference twin's texts. None is called for null or unknown. */
import type { Validator } from "../../provider-bridge/framework/schema/validator";
import type { ValueType } from "../../provider-bridge/framework/schema/value-type";
import { numberText } from "../../provider-bridge/framework/values/decimal";
import { keyPath, pathText } from "../../provider-bridge/framework/values/path";
import { isUnknown, type Unknown } from "../../provider-bridge/framework/values/unknown";
import type { NumberValue } from "../../provider-bridge/framework/values/value";

const NAME_MAX_BYTES = 20;

/** Refuses names that are empty or longer than 20 bytes. */
export const shortName: Validator<ValueType<string, string>> = {
  description: "1 to 20 bytes",
  validate: ({ value, path, diagnostics }) => {
    const bytes = Buffer.byteLength(value, "utf8");
    if (bytes >= 1 && bytes <= NAME_MAX_BYTES) return;
    diagnostics.error("Bad name", `${pathText(path)} must have 1 to 20 bytes, got ${bytes}.`, path);
  },
};

/** Refuses "bad", doubts "doubtful". */
export const notBad: Validator<ValueType<string, string>> = {
  description: "not bad",
  validate: ({ value, path, diagnostics }) => {
    if (value === "bad") diagnostics.error("Bad value", `${pathText(path)} must not be "bad".`, path);
    if (value === "doubtful")
      diagnostics.warning("Doubtful value", `${pathText(path)} should not be "doubtful".`, path);
  },
};

/** Refuses whole numbers outside 1 … 10. */
export const oneToTen: Validator<ValueType<bigint, bigint>> = {
  description: "1 to 10",
  validate: ({ value, path, diagnostics }) => {
    if (value >= 1n && value <= 10n) return;
    diagnostics.error("Bad number", `${pathText(path)} must be between 1 and 10, got ${value}.`, path);
  },
};

/** Refuses fractions. */
export const wholeNumber: Validator<ValueType<NumberValue, NumberValue>> = {
  description: "whole",
  validate: ({ value, path, diagnostics }) => {
    const text = numberText(value);
    if (text.includes(".")) diagnostics.error("Bad number", `${pathText(path)} must be whole, got ${text}.`, path);
  },
};

/** Refuses lists of more than two elements. */
export const atMostTwo: Validator<ValueType<readonly unknown[], readonly unknown[]>> = {
  description: "at most 2",
  validate: ({ value, path, diagnostics }) => {
    if (value.length <= 2) return;
    diagnostics.error("Too many", `${pathText(path)} takes at most 2 elements, got ${value.length}.`, path);
  },
};

/** Refuses the key "x". */
export const noKeyX: Validator<ValueType<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>> = {
  description: "no key x",
  validate: ({ value, path, diagnostics }) => {
    if (!("x" in value)) return;
    diagnostics.error("Bad key", `${pathText(path)} must not have the key "x".`, keyPath(path, "x"));
  },
};

/** Refuses an empty set. */
export const notEmptySet: Validator<ValueType<readonly unknown[], readonly unknown[]>> = {
  description: "not empty",
  validate: ({ value, path, diagnostics }) => {
    if (value.length === 0) diagnostics.error("Empty set", `${pathText(path)} must not be empty.`, path);
  },
};

interface Pair<T> {
  readonly a: T;
  readonly b: T;
}

/** Refuses an object whose `a` comes after its `b`. */
export const aBeforeB: Validator<ValueType<Pair<string | null>, Pair<string | Unknown | null>>> = {
  description: "a before b",
  validate: ({ value: { a, b }, path, diagnostics }) => {
    if (a === null || b === null || isUnknown(a) || isUnknown(b)) return;
    if (Buffer.compare(Buffer.from(a), Buffer.from(b)) <= 0) return;
    diagnostics.error("Wrong order", `${pathText(path)}: a must not come after b.`, path);
  },
};
