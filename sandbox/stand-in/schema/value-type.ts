import { types } from "../../../provider-bridge/framework/schema/types";
import type { ValueType } from "../../../provider-bridge/framework/schema/value-type";
import type { PublishedType } from "./published-schema";

/** The SDK's type for a published one. @throws TypeError for a type that no published schema has. */
export function valueType(published: PublishedType): ValueType {
  if (typeof published === "string") return primitive(published);
  const [kind, inner] = published;
  if (kind === "object") return objectType(inner);
  // A null among the elements is the planner's matter, as it is in the real provider.
  const element = types.nullable(valueType(asType(inner)));
  if (kind === "list") return types.list(element);
  if (kind === "set") return types.set(element);
  if (kind === "map") return types.map(element);
  throw new TypeError(`Cannot load a type of kind "${kind}"`);
}

type Inner = Exclude<PublishedType, string>[1];

function objectType(fields: Inner): ValueType {
  if (isType(fields)) throw new TypeError("Cannot load an object without fields");
  return types.object(Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, valueType(type)])));
}

function asType(inner: Inner): PublishedType {
  if (isType(inner)) return inner;
  throw new TypeError("Cannot load a collection of many types");
}

function isType(inner: Inner): inner is PublishedType {
  return typeof inner === "string" || Array.isArray(inner);
}

function primitive(name: string): ValueType {
  if (name === "string" || name === "number" || name === "bool") return types[name];
  throw new TypeError(`Cannot load the type "${name}"`);
}
