import { isObject, type Json } from "../plain/json";

/** A body that does not fit its type: answered as 400, or 422 in a patch. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

/** As Go's JSON package words it. */
export function mismatch(value: Json, goName: string, wanted: string): string {
  const kind = Array.isArray(value) ? "array" : value === null ? "null" : isObject(value) ? "object" : typeof value;
  const given = kind === "boolean" ? "bool" : kind;
  return `json: cannot unmarshal ${given} into Go struct field ${goName} of type ${wanted}`;
}
