/**
 * Types of the built-in kinds, read from a generated table. Never rules of a particular kind.
 *
 * A field is written "NUMBER:TYPE;FLAG;FLAG": NUMBER is protobuf's (a path "2.5" where JSON shows a message's fields in
 * its parent), TYPE a primitive, "#type", "[element]" or "{member}"; flags are "!" (always written, also when empty),
 * "d=" (default), "m=" (keys of a list map), "s" (a set), "A" (a map that is owned as one), "p=" and "P=" (merge key and
 * strategy of strategic merge patches), "e=" (the only values).
 */
import type { Json } from "../plain/json";

/** What a value is. */
export type TypeRef =
  | { readonly kind: "primitive"; readonly name: string }
  | { readonly kind: "type"; readonly name: string }
  | { readonly kind: "list"; readonly element: TypeRef }
  | { readonly kind: "map"; readonly member: TypeRef };

/** One field of a type. */
export interface Field {
  readonly name: string;
  /** Path of protobuf's numbers; empty: not in protobuf. */
  readonly numbers: readonly number[];
  readonly type: TypeRef;
  /** Written also when it is empty. */
  readonly isRequired: boolean;
  /** What the server puts where the field is absent; undefined: nothing. */
  readonly default: Json | undefined;
  /** Keys that tell the elements of a list apart; empty: no list map. */
  readonly listKeys: readonly string[];
  readonly isSet: boolean;
  readonly isAtomicMap: boolean;
  readonly mergeKey: string | undefined;
  readonly mergeStrategies: readonly string[];
  /** The only values; empty: any. */
  readonly values: readonly string[];
}

/** Reads one field of the table. @throws SyntaxError when its text is none. */
export function parseField(name: string, text: string): Field {
  const colon = text.indexOf(":");
  if (colon < 0) throw new SyntaxError(`Cannot read field "${name}": "${text}" has no colon`);
  const [type = "", ...flags] = text.slice(colon + 1).split(";");
  const flag = (key: string) => flags.find((item) => item.startsWith(key))?.slice(key.length);
  const split = (value: string | undefined, separator: string) => (value === undefined ? [] : value.split(separator));
  const fallback = flag("d=");
  return {
    name,
    numbers: colon === 0 ? [] : text.slice(0, colon).split(".").map(Number),
    type: parseType(type),
    isRequired: flags.includes("!"),
    default: fallback === undefined ? undefined : JSON.parse(fallback),
    listKeys: split(flag("m="), ","),
    isSet: flags.includes("s"),
    isAtomicMap: flags.includes("A"),
    mergeKey: flag("p="),
    mergeStrategies: split(flag("P="), ","),
    values: split(flag("e="), "|"),
  };
}

function parseType(text: string): TypeRef {
  if (text.startsWith("#")) return { kind: "type", name: text.slice(1) };
  if (text.startsWith("[")) return { kind: "list", element: parseType(text.slice(1, -1)) };
  if (text.startsWith("{")) return { kind: "map", member: parseType(text.slice(1, -1)) };
  return { kind: "primitive", name: text };
}
