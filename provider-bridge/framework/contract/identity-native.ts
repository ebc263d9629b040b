import { elementNative, elementValue } from "../schema/element";
import { expected } from "../schema/native-shape";
import { type CtyType, type ObjectType, objectOf } from "../types/type";
import { attributePath, ROOT } from "../values/path";
import type { Value } from "../values/value";
import type { IdentitySchema } from "./identity";

/** Terraform's type of an identity. */
export function identityType(schema: IdentitySchema): ObjectType {
  const attributes = Object.entries(schema.attributes).map(([name, { type }]): [string, CtyType] => [name, type.cty]);
  return objectOf(new Map(attributes));
}

/** The author's form of an identity. */
export function identityNative(schema: IdentitySchema, value: Value): Record<string, unknown> {
  if (!(value instanceof Map)) return expected("an identity", value);
  const entries = Object.entries(schema.attributes);
  return Object.fromEntries(entries.map(([name, { type }]) => [name, elementNative(type, value.get(name) ?? null)]));
}

/** The value of an identity from an author's form. @throws TypeError naming the attribute that does not fit. */
export function identityValue(schema: IdentitySchema, native: unknown): Value {
  if (typeof native !== "object" || native === null) return expected("an identity", native);
  const given = new Map<string, unknown>(Object.entries(native));
  const entries = Object.entries(schema.attributes);
  return new Map(
    entries.map(([name, { type }]) => [name, elementValue(type, given.get(name) ?? null, attributePath(ROOT, name))]),
  );
}
