/** The types an author can give to attributes, parameters and elements: `types.string`, `types.list(types.int64)`. */
import { listOf, mapOf, objectOf, setOf, tupleOf } from "../types/type";
import { distinct } from "../values/distinct";
import { attributePath, indexPath, keyPath, type Path } from "../values/path";
import type { Unknown } from "../values/unknown";
import type { NumberValue, Value } from "../values/value";
import { DynamicValue } from "../values/value";
import { elementNative, elementValue } from "./element";
import { expected, nativeArray, nativeRecord } from "./native-shape";
import { float32, float64, int32, int64, number } from "./number-types";
import type { KnownOf, MaybeOf, ValueType } from "./value-type";

/** An element as it may be during planning. */
type MaybeElement<T extends ValueType> = MaybeOf<T> | Unknown | NullIf<T>;
type KnownElement<T extends ValueType> = KnownOf<T> | NullIf<T>;
type NullIf<T> = T extends { readonly nullable: true } ? null : never;

const string: ValueType<string, string> = {
  cty: "string",
  label: "String",
  toNative: (value) => (typeof value === "string" ? value : expected("a string", value)),
  // Terraform's strings are normalised; one that an API gives in another form must not look like another value.
  toValue: (native, path) =>
    typeof native === "string" ? native.normalize("NFC") : expected("a string", native, path),
};

const bool: ValueType<boolean, boolean> = {
  cty: "bool",
  label: "Boolean",
  toNative: (value) => (typeof value === "boolean" ? value : expected("a boolean", value)),
  toValue: (native, path) => (typeof native === "boolean" ? native : expected("a boolean", native, path)),
};

const dynamic: ValueType<DynamicValue, DynamicValue> = {
  cty: "dynamic",
  label: "Dynamic",
  toNative: (value) => (value instanceof DynamicValue ? value : expected("a dynamic value", value)),
  toValue: (native, path) => (native instanceof DynamicValue ? native : expected("a DynamicValue", native, path)),
};

/** A list whose elements are of one type. */
function list<T extends ValueType>(element: T): ValueType<readonly KnownElement<T>[], readonly MaybeElement<T>[]> {
  return sequence(element, listOf(element.cty), `List of ${element.label}`);
}

/** A set whose elements are of one type; its native form is an array without doubles. */
function set<T extends ValueType>(element: T): ValueType<readonly KnownElement<T>[], readonly MaybeElement<T>[]> {
  return sequence(element, setOf(element.cty), `Set of ${element.label}`);
}

function sequence<T extends ValueType>(
  element: T,
  cty: ReturnType<typeof listOf> | ReturnType<typeof setOf>,
  label: string,
): ValueType<readonly KnownElement<T>[], readonly MaybeElement<T>[]> {
  return {
    cty,
    label,
    inner: { element },
    toNative: (value) => nativeArray(value).map((item) => elementNative(element, item) as MaybeElement<T>),
    toValue: (native, path) => {
      if (!Array.isArray(native)) return expected("an array", native, path);
      const items = native.map((item, index) => elementValue(element, item, indexPath(path, index)));
      return cty.kind === "set" ? distinct(element.cty, items) : items;
    },
  };
}

/** A map whose elements are of one type; its native form is an object without prototype. */
function map<T extends ValueType>(
  element: T,
): ValueType<Readonly<Record<string, KnownElement<T>>>, Readonly<Record<string, MaybeElement<T>>>> {
  return {
    cty: mapOf(element.cty),
    label: `Map of ${element.label}`,
    inner: { element },
    toNative: (value) => nativeRecord(value, (_key, item) => elementNative(element, item) as MaybeElement<T>),
    toValue: (native, path) =>
      recordValue(native, path, (key, item) => elementValue(element, item, keyPath(path, key))),
  };
}

type Fields = Readonly<Record<string, ValueType>>;
type KnownFields<F extends Fields> = { readonly [K in keyof F]: KnownOf<F[K]> | null };
type MaybeFields<F extends Fields> = { readonly [K in keyof F]: MaybeOf<F[K]> | Unknown | null };

/** An object with fixed attributes, each of which may be null. */
function object<const F extends Fields>(fields: F): ValueType<KnownFields<F>, MaybeFields<F>> {
  const entries = Object.entries(fields);
  return {
    cty: objectOf(new Map(entries.map(([name, type]) => [name, type.cty]))),
    label: "Object",
    inner: { fields },
    toNative: (value) =>
      nativeRecord(value, (name, item) => {
        const type = fields[name];
        return type === undefined ? expected(`no attribute "${name}"`, item) : elementNative(type, item);
      }) as MaybeFields<F>,
    toValue: (native, path) => objectValue(entries, native, path),
  };
}

/** A tuple: a fixed number of elements, each of its own type. */
function tuple<const T extends readonly ValueType[]>(
  elements: T,
): ValueType<
  { readonly [K in keyof T]: KnownOf<T[K]> | null },
  { readonly [K in keyof T]: MaybeOf<T[K]> | Unknown | null }
> {
  type Maybe = { readonly [K in keyof T]: MaybeOf<T[K]> | Unknown | null };
  return {
    cty: tupleOf(elements.map((element) => element.cty)),
    label: "Tuple",
    inner: { items: elements },
    toNative: (value) => {
      const items = nativeArray(value);
      return elements.map((element, index) => elementNative(element, items[index] ?? null)) as unknown as Maybe; // checked element by element
    },
    toValue: (native, path) =>
      Array.isArray(native) && native.length === elements.length
        ? elements.map((element, index) => elementValue(element, native[index], indexPath(path, index)))
        : expected(`an array of ${elements.length} elements`, native, path),
  };
}

/** An element type whose values may be null inside a collection. Without it, null elements are refused. */
function nullable<T extends ValueType>(type: T): T & { readonly nullable: true } {
  return { ...type, nullable: true };
}

function recordValue(native: unknown, path: Path, each: (key: string, item: unknown) => Value): Value {
  if (typeof native !== "object" || native === null || Array.isArray(native))
    return expected("an object", native, path);
  return new Map(
    Object.entries(native)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key.normalize("NFC"), each(key, item)]),
  );
}

function objectValue(fields: readonly [string, ValueType][], native: unknown, path: Path): Value {
  if (typeof native !== "object" || native === null || Array.isArray(native))
    return expected("an object", native, path);
  const given = new Map<string, unknown>(Object.entries(native));
  for (const name of given.keys()) {
    if (!fields.some(([known]) => known === name)) return expected(`no attribute "${name}"`, native, path);
  }
  return new Map(
    fields.map(([name, type]) => [name, elementValue(type, given.get(name) ?? null, attributePath(path, name))]),
  );
}

/** Every type there is. `int64` is a `bigint`, `number` keeps the decimal exactly ({@link NumberValue}). */
export const types = {
  string,
  bool,
  int32,
  int64,
  float32,
  float64,
  number,
  dynamic,
  list,
  set,
  map,
  object,
  tuple,
  nullable,
} as const;

export type { NumberValue };
