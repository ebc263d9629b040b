import type { CtyType } from "../../../framework/types/type";
import { UNKNOWN } from "../../../framework/values/unknown";
import type { Value } from "../../../framework/values/value";
import { RefinementBuilder } from "../refinement";
import { Code, MAX_REFINEMENT_BYTES, REFINED_UNKNOWN, RefinementKey } from "./code";
import { MsgpackReader } from "./reader";
import { skipValue } from "./skip-value";

/** Go's largest int, by which an encoder may say "any length". */
const ANY_LENGTH = 2n ** 63n - 1n;

/**
 * Reads an unknown value: any extension of at most one byte, or one of type 0x0c with a map of refinements. What is
 * refined to a single value becomes that value.
 *
 * @throws SyntaxError when the body is too long, is no such map or contradicts itself.
 */
export function readUnknown(reader: MsgpackReader, type: CtyType): Value {
  const { type: extensionType, length } = reader.extension();
  if (length <= 1) {
    reader.take(length);
    return UNKNOWN;
  }
  if (extensionType !== REFINED_UNKNOWN)
    throw reader.malformed(`extension type ${extensionType} means nothing; it ends`);
  if (length > MAX_REFINEMENT_BYTES) throw reader.malformed(`${length} bytes of refinement are too many; they begin`);
  const body = new MsgpackReader(reader.take(length), reader.place);
  const count = body.peek() === Code.NIL ? 0 : body.mapLength("a map of refinements");
  // Terraform leaves out what is said about an unknown of unknown type, and so do we.
  return type === "dynamic" ? UNKNOWN : readRefinements(body, type, count);
}

function readRefinements(body: MsgpackReader, type: CtyType, count: number): Value {
  const builder = new RefinementBuilder((why) => body.malformed(`${why} in a refinement`));
  for (let index = 0; index < count; index += 1) {
    const key = Number(body.integer("the number of a refinement"));
    readRefinement(body, builder, type, key);
  }
  return builder.value(type);
}

function readRefinement(body: MsgpackReader, builder: RefinementBuilder, type: CtyType, key: number): void {
  switch (key) {
    case RefinementKey.NULLNESS:
      builder.nullness(readNullness(body));
      return;
    case RefinementKey.PREFIX:
      if (type !== "string") throw body.malformed("only text has a prefix; the refinement begins");
      builder.prefix(isNil(body) ? "" : body.cleanText("a prefix"));
      return;
    case RefinementKey.MIN:
    case RefinementKey.MAX:
      if (type !== "number") throw body.malformed("only numbers have bounds; the refinement begins");
      readBound(body, builder, key);
      return;
    case RefinementKey.MIN_LENGTH:
    case RefinementKey.MAX_LENGTH:
      if (typeof type === "string" || type.kind === "object" || type.kind === "tuple") {
        throw body.malformed("only lists, sets and maps have a length; the refinement begins");
      }
      readLength(body, builder, key);
      return;
    default:
      // A newer Terraform may say more; unlike go-cty, which reads on in the middle, we skip what it says.
      skipValue(body);
  }
}

function isNil(body: MsgpackReader): boolean {
  if (body.peek() !== Code.NIL) return false;
  body.offset += 1;
  return true;
}

function readNullness(body: MsgpackReader): boolean {
  return isNil(body) ? false : body.bool();
}

function readBound(body: MsgpackReader, builder: RefinementBuilder, key: number): void {
  if (body.arrayLength("a bound as [number, bool]") !== 2)
    throw body.malformed("a bound has two parts; the refinement");
  const value = body.number();
  const inclusive = body.bool();
  if (key === RefinementKey.MIN) builder.min(value, inclusive);
  else builder.max(value, inclusive);
}

function readLength(body: MsgpackReader, builder: RefinementBuilder, key: number): void {
  const length = body.integer("a length");
  if (key === RefinementKey.MIN_LENGTH) builder.minLength(Number(length));
  else if (length !== ANY_LENGTH) builder.maxLength(Number(length));
}
