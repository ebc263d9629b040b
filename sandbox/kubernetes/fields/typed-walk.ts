import { isObject, type Json, type JsonObject } from "../plain/json";
import type { Field, TypeRef } from "../schema/field";
import { builtInType } from "../schema/type-table";

/** How a value is divided for ownership. */
export type Division =
  | { readonly kind: "atomic" }
  /** Members by name. */
  | { readonly kind: "members"; child(name: string): Division }
  /** Elements told apart by these keys. */
  | {
      readonly kind: "keyed";
      readonly keys: readonly string[];
      readonly defaults: JsonObject;
      readonly element: Division;
    }
  /** Scalars, each its own element. */
  | { readonly kind: "set" };

const atomic: Division = { kind: "atomic" };

/** A custom resource without a schema: every object is divided, every list is one. */
export const untyped: Division = { kind: "members", child: () => untyped };

const known = new Map<string, Division>();

/** How objects of a built-in type are divided. */
export function divisionOfType(typeName: string): Division {
  const found = known.get(typeName);
  if (found !== undefined) return found;
  const type = builtInType(typeName);
  if (type === undefined) return untyped;
  const division: Division = type.isAtomic
    ? atomic
    : {
        kind: "members",
        child: (name) => {
          const field = type.fields.get(name);
          return field === undefined ? untyped : divisionOfField(field);
        },
      };
  known.set(typeName, division);
  return division;
}

const byField = new WeakMap<Field, Division>();

function divisionOfField(field: Field): Division {
  const found = byField.get(field);
  if (found !== undefined) return found;
  const division = makeDivision(field);
  byField.set(field, division);
  return division;
}

function makeDivision(field: Field): Division {
  if (field.isAtomicMap) return atomic;
  if (field.type.kind !== "list") return divisionOfRef(field.type);
  if (field.isSet) return { kind: "set" };
  if (field.listKeys.length === 0) return atomic;
  return {
    kind: "keyed",
    keys: field.listKeys,
    defaults: keyDefaults(field.type.element, field.listKeys),
    element: divisionOfRef(field.type.element),
  };
}

function divisionOfRef(type: TypeRef): Division {
  if (type.kind === "type") return divisionOfType(type.name);
  if (type.kind === "map") {
    const member = divisionOfRef(type.member);
    return { kind: "members", child: () => member };
  }
  return atomic;
}

/** A key that is absent counts as its default: "TCP". */
function keyDefaults(element: TypeRef, keys: readonly string[]): JsonObject {
  const defaults: JsonObject = {};
  const type = element.kind === "type" ? builtInType(element.name) : undefined;
  for (const key of keys) {
    const fallback = type?.fields.get(key)?.default;
    if (fallback !== undefined && fallback !== "") defaults[key] = fallback;
  }
  return defaults;
}

/** The parts of a value by their step in FieldsV1; undefined: it is one (a scalar, an atomic list, null, nothing). */
export function partsOf(
  value: Json | undefined,
  division: Division,
): Map<string, { value: Json; division: Division }> | undefined {
  if (division.kind === "members") {
    if (!isObject(value)) return undefined;
    return new Map(
      Object.entries(value).map(([name, member]) => [`f:${name}`, { value: member, division: division.child(name) }]),
    );
  }
  if (!Array.isArray(value) || division.kind === "atomic") return undefined;
  if (division.kind === "set") {
    return new Map(value.map((item) => [`v:${JSON.stringify(item)}`, { value: item, division: atomic }]));
  }
  return new Map(
    value.map((item) => [keyStep(item, division.keys, division.defaults), { value: item, division: division.element }]),
  );
}

/** "k:{"containerPort":80,"protocol":"TCP"}": keys sorted. */
function keyStep(item: Json, keys: readonly string[], defaults: JsonObject): string {
  const found: JsonObject = {};
  for (const key of [...keys].sort()) {
    const value = (isObject(item) ? item[key] : undefined) ?? defaults[key];
    if (value !== undefined) found[key] = value;
  }
  return `k:${JSON.stringify(found)}`;
}
