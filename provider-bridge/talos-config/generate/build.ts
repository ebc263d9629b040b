import type { ConfigDocument } from "../documents";
import type { Value, ValueMap } from "../value";

/** A struct from its fields; undefined ones and empty texts are left out, as Go's zero values. */
export function struct(fields: Readonly<Record<string, Value | undefined>>): ValueMap {
  const map: ValueMap = new Map();
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined && value !== "") map.set(key, value);
  }
  return map;
}

/** A free-form map, of which nothing is left out. */
export function freeForm(fields: Readonly<Record<string, Value>>): ValueMap {
  return new Map(Object.entries(fields));
}

/** A list, undefined when there is none. */
export function list(items: readonly Value[] | undefined): Value[] | undefined {
  return items === undefined ? undefined : [...items];
}

/** A document of a kind. */
export function document(kind: string, fields: Readonly<Record<string, Value | undefined>>, name = ""): ConfigDocument {
  const value = struct({ apiVersion: "v1alpha1", kind, ...(name === "" ? {} : { name }), ...fields });
  return { apiVersion: "v1alpha1", kind, name, value, line: 0 };
}

/** The v1alpha1 document. */
export function legacyDocument(fields: Readonly<Record<string, Value | undefined>>): ConfigDocument {
  return { apiVersion: "", kind: "v1alpha1", name: "", value: struct(fields), line: 0 };
}
