/**
 * Terraform's types (cty) as data. Here belongs what a type is and how two types compare;
 * never how a type is written on the wire (protocol/) nor how an author declares one (schema/).
 */

/** A list: ordered, elements of one type. */
export interface ListType {
  readonly kind: "list";
  readonly element: CtyType;
}

/** A set: no order, no doubles, elements of one type. */
export interface SetType {
  readonly kind: "set";
  readonly element: CtyType;
}

/** A map: string keys, elements of one type. */
export interface MapType {
  readonly kind: "map";
  readonly element: CtyType;
}

/** An object: a fixed list of attributes, each with its own type; `optional` names may be left out in constraints. */
export interface ObjectType {
  readonly kind: "object";
  readonly attributes: ReadonlyMap<string, CtyType>;
  readonly optional: ReadonlySet<string>;
}

/** A tuple: a fixed list of elements, each with its own type. */
export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly CtyType[];
}

/** Any type Terraform knows; `dynamic` stands for a type that travels with its value. */
export type CtyType = "string" | "number" | "bool" | "dynamic" | ListType | SetType | MapType | ObjectType | TupleType;

const NO_OPTIONAL: ReadonlySet<string> = new Set();

/** A list type. */
export function listOf(element: CtyType): ListType {
  return { kind: "list", element };
}

/** A set type. */
export function setOf(element: CtyType): SetType {
  return { kind: "set", element };
}

/** A map type. */
export function mapOf(element: CtyType): MapType {
  return { kind: "map", element };
}

/** An object type from its attributes; names in `optional` may be absent where the type is a constraint. */
export function objectOf(
  attributes: ReadonlyMap<string, CtyType> | Readonly<Record<string, CtyType>>,
  optional: Iterable<string> = NO_OPTIONAL,
): ObjectType {
  const entries = attributes instanceof Map ? attributes : new Map(Object.entries(attributes));
  const names = new Set(optional);
  return { kind: "object", attributes: entries, optional: names.size === 0 ? NO_OPTIONAL : names };
}

/** A tuple type. */
export function tupleOf(elements: readonly CtyType[]): TupleType {
  return { kind: "tuple", elements };
}
