/** Generated values: every unknown of a plan becomes a value that follows from a seed and its path alone. */
import { createHash } from "node:crypto";
import { fieldsType } from "../../provider-bridge/framework/schema/cty-type";
import { fieldsNative, fieldsValue } from "../../provider-bridge/framework/schema/native";
import type { PlannedOf, Schema, StateOf } from "../../provider-bridge/framework/schema/schema";
import type { CtyType } from "../../provider-bridge/framework/types/type";
import { ROOT } from "../../provider-bridge/framework/values/path";
import { isUnknown } from "../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../provider-bridge/framework/values/value";

/** The first 12 hex digits of the text's SHA-256. */
export function hash12(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 12);
}

/** The planned state with every unknown replaced by a made value. */
export function filled<S extends Schema>(schema: S, plan: PlannedOf<S>, seed: string): StateOf<S> {
  const value = fill(seed, "", fieldsType(schema), fieldsValue(schema, plan, ROOT));
  return fieldsNative(schema, value) as StateOf<S>; // each value has passed the type of its attribute
}

/** A value with every unknown in it replaced; `path` is where it stands, in the notation of the oracle's README. */
export function fill(seed: string, path: string, type: CtyType, value: Value): Value {
  if (isUnknown(value)) return made(seed, path, type);
  if (value === null) return null;
  if (value instanceof DynamicValue) return new DynamicValue(value.type, fill(seed, path, value.type, value.value));
  if (typeof type === "string") return value;
  switch (type.kind) {
    case "list":
      return elements(value, (item, index) => fill(seed, `${path}[${index}]`, type.element, item));
    case "set":
      return elements(value, (item) => fill(seed, `${path}[*]`, type.element, item));
    case "tuple":
      return elements(value, (item, index) => fill(seed, `${path}[${index}]`, type.elements[index] ?? "dynamic", item));
    case "map":
      return entries(value, (key, item) => fill(seed, `${path}[${JSON.stringify(key)}]`, type.element, item));
    case "object":
      return entries(value, (name, item) => fill(seed, join(path, name), type.attributes.get(name) ?? "dynamic", item));
  }
}

function elements(value: Value, each: (item: Value, index: number) => Value): Value {
  if (!Array.isArray(value)) throw new TypeError("Cannot fill a collection: its value is no array");
  return value.map(each);
}

function entries(value: Value, each: (key: string, item: Value) => Value): Value {
  if (!(value instanceof Map)) throw new TypeError("Cannot fill a map or object: its value is no map");
  return new Map([...value].map(([key, item]) => [key, each(key, item)]));
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function made(seed: string, path: string, type: CtyType): Value {
  const lengthBytes = Buffer.byteLength(path, "utf8");
  if (type === "number") return lengthBytes;
  if (type === "bool") return lengthBytes % 2 === 0;
  if (type === "string") return `gen:${hash12(`${seed}|${path}`)}`;
  if (type === "dynamic") return new DynamicValue("string", made(seed, path, "string"));
  switch (type.kind) {
    case "list":
      return [made(seed, `${path}[0]`, type.element)];
    case "set":
      return [made(seed, `${path}[*]`, type.element)];
    case "map":
      return new Map([["k", made(seed, `${path}["k"]`, type.element)]]);
    case "object":
      return new Map([...type.attributes].map(([name, inner]) => [name, made(seed, join(path, name), inner)]));
    case "tuple":
      throw new TypeError(`Cannot make a value for a tuple at "${path}"`);
  }
}
