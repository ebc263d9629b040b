import type { Semantics } from "../../../provider-bridge/framework/schema/semantics";
import type { ValueType } from "../../../provider-bridge/framework/schema/value-type";

/** Strings for which upper and lower case are the same. */
export const caseInsensitive: Semantics<ValueType<string, string>> = {
  name: "text without case",
  equal: (left, right) => left.toUpperCase() === right.toUpperCase(),
};
