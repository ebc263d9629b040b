import type { Parsed } from "../formats/parsed";
import type { Semantics } from "../schema/semantics";
import type { ValueType } from "../schema/value-type";

/** Semantics of text. */
export type TextSemantics = Semantics<ValueType<string, string>>;

/** Semantics of a text form: what cannot be read means only itself. */
export function textSemantics<T>(
  name: string,
  read: (text: string) => Parsed<T>,
  same: (left: T, right: T) => boolean,
): TextSemantics {
  return {
    name,
    equal: (left, right) => {
      if (left === right) return true;
      const [one, two] = [read(left), read(right)];
      return one.ok && two.ok && same(one.value, two.value);
    },
  };
}
