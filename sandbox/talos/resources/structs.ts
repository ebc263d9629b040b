/** JSON as google.protobuf.Struct. */
import type { Struct, Value } from "../../../wire/google/generated/protobuf";

const nothing: Value = {
  nullValue: undefined,
  numberValue: undefined,
  stringValue: undefined,
  boolValue: undefined,
  structValue: undefined,
  listValue: undefined,
};

/** A Struct of an object's members; what JSON has no word for is null. */
export function structOf(object: Readonly<Record<string, unknown>>): Struct {
  return { fields: new Map(Object.entries(object).map(([key, value]) => [key, asValue(value)])) };
}

function asValue(value: unknown): Value {
  if (typeof value === "string") return { ...nothing, stringValue: value };
  if (typeof value === "number") return { ...nothing, numberValue: value };
  if (typeof value === "boolean") return { ...nothing, boolValue: value };
  if (Array.isArray(value)) return { ...nothing, listValue: { values: value.map(asValue) } };
  if (typeof value === "object" && value !== null) return { ...nothing, structValue: structOf({ ...value }) };
  return { ...nothing, nullValue: 0 };
}
