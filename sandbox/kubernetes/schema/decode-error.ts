import { isObject, type Json } from "../plain/json";

/** A body that does not fit its type: answered as 400, or 422 in a patch. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  /** The same as the conversion from an untyped object words it. */
  readonly conversionMessage: string;

  constructor(message: string, conversionMessage: string = message) {
    super(message);
    this.conversionMessage = conversionMessage;
  }
}

/** A value of another type, as Go's JSON package words it. */
export function mismatch(value: Json, goName: string, wanted: string): DecodeError {
  const kind = Array.isArray(value) ? "array" : value === null ? "null" : isObject(value) ? "object" : typeof value;
  const given = kind === "boolean" ? "bool" : kind;
  const isContainer = wanted === "map" || wanted === "slice" || wanted.includes(".");
  const from = Array.isArray(value) ? "slice" : isObject(value) ? "map" : given;
  return new DecodeError(
    `json: cannot unmarshal ${given} into Go struct field ${goName} of type ${wanted}`,
    isContainer
      ? `cannot restore ${wanted.includes(".") ? "struct" : wanted} from: ${from}`
      : `unrecognized type: ${wanted}`,
  );
}
