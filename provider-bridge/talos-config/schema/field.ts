/**
 * Type name → its fields, one text per type: `name; name; …`, each field `key[?] type [replace] [@version]`.
 * `?` leaves the field out when it is zero, `replace` makes a patch replace it, `@1.12` is the first Talos
 * that knows it, `~1.14` the first that leaves it out when it is zero. Types: scalars by name, `*T` may be null, `[]T` list, `map T`, else the name of a type.
 */
export type TypeTable = Readonly<Record<string, string>>;

/** The shape of a value. */
export type TypeSpec =
  | { readonly kind: "scalar"; readonly name: string; readonly words: string }
  | { readonly kind: "pointer"; readonly to: TypeSpec }
  | { readonly kind: "list"; readonly of: TypeSpec }
  | { readonly kind: "map"; readonly of: TypeSpec }
  | { readonly kind: "struct"; readonly name: string };

/** One field of a struct. */
export interface FieldSpec {
  readonly key: string;
  readonly type: TypeSpec;
  /** Not written when it has its zero value. */
  readonly optional: boolean;
  /** First Talos minor version that does not write its zero value; infinite for none. */
  readonly optionalSince: number;
  /** A patch replaces it instead of merging. */
  readonly replace: boolean;
  /** First Talos minor version (`12` for 1.12) that knows the field; 0 for always. */
  readonly since: number;
}

/** Parses the field text of one type. */
export function parseFields(text: string): FieldSpec[] {
  return text === "" ? [] : text.split("; ").map(parseField);
}

function parseField(text: string): FieldSpec {
  const [name = "", ...rest] = text.split(" ");
  const optionalSince = rest.at(-1)?.startsWith("~1.") ? Number(rest.pop()?.slice(3)) : Number.POSITIVE_INFINITY;
  const since = rest.at(-1)?.startsWith("@1.") ? Number(rest.pop()?.slice(3)) : 0;
  const replace = rest.at(-1) === "replace";
  if (replace) rest.pop();
  const optional = name.endsWith("?");
  const key = optional ? name.slice(0, -1) : name;
  return {
    key,
    type: parseType(rest.join(" ")),
    optional,
    optionalSince: optional ? 0 : optionalSince,
    replace,
    since,
  };
}

/** Parses a type such as `[]*v1alpha1.Device`. */
export function parseType(text: string): TypeSpec {
  if (text.startsWith("*")) return { kind: "pointer", to: parseType(text.slice(1)) };
  if (text.startsWith("[]")) return { kind: "list", of: parseType(text.slice(2)) };
  if (text.startsWith("map ")) return { kind: "map", of: parseType(text.slice(4)) };
  if (text.includes(".")) return { kind: "struct", name: text };
  const [name = "", words = ""] = text.split(":");
  return { kind: "scalar", name, words };
}
