import { enumWords } from "../scalars";
import type { TypeSpec } from "../schema";
import type { Value } from "../value";
import { newestMinor } from "./kinds";
import { structSpec } from "./registry";

/** True when a value of that type is Go's zero value, which `omitempty` leaves out in that Talos (default the newest). */
export function isZero(value: Value | undefined, type: TypeSpec, minor: number = newestMinor): boolean {
  if (value === undefined || value === null) return true;
  switch (type.kind) {
    case "pointer":
      return false;
    case "list":
      return Array.isArray(value) && value.length === 0;
    case "map":
      return value instanceof Map && value.size === 0;
    case "struct":
      return value instanceof Map && isZeroStruct(value, type.name, minor);
    case "scalar":
      return isZeroScalar(value, type);
  }
}

function isZeroStruct(value: Map<string, Value>, name: string, minor: number): boolean {
  // From 1.12 on Talos looks at provider and keys only: a cipher alone is dropped.
  if (name === "block.EncryptionSpec" && minor >= 12) return !value.has("provider") && isEmptyList(value.get("keys"));
  return structSpec(name).fields.every((field) => isZero(value.get(field.key), field.type, minor));
}

function isEmptyList(value: Value | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isZeroScalar(value: Value, { name, words }: { readonly name: string; readonly words: string }): boolean {
  if (name === "enum" && value === enumWords(words).zero) return true;
  if (value instanceof Map) return name !== "certificateAndKey" && value.size === 0;
  return value === "" || value === 0 || value === 0n || value === false;
}
