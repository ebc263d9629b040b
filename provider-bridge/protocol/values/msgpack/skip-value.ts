import { MAX_NESTING } from "../type-json";
import { Code } from "./code";
import type { MsgpackReader } from "./reader";

/** Moves over one value of any kind. Throws a SyntaxError where the bytes end before it does. */
export function skipValue(reader: MsgpackReader): void {
  // How many values each level still holds; the depth is bounded, so is the array.
  const left = [1];
  while (left.length > 0) {
    const last = left.length - 1;
    const rest = left[last] ?? 0;
    if (rest === 0) {
      left.pop();
      continue;
    }
    left[last] = rest - 1;
    const inner = skipHead(reader);
    if (inner > 0) left.push(inner);
    if (left.length > MAX_NESTING) throw reader.malformed(`values nest deeper than ${MAX_NESTING}`);
  }
}

/** Moves over a value without its elements and says how many of those follow. */
function skipHead(reader: MsgpackReader): number {
  const code = reader.peek();
  if (code >= Code.FIXMAP && code < Code.FIXARRAY) return 2 * reader.mapLength("a map");
  if (code === Code.MAP16 || code === Code.MAP32) return 2 * reader.mapLength("a map");
  if (code >= Code.FIXARRAY && code < Code.FIXSTR) return reader.arrayLength("an array");
  if (code === Code.ARRAY16 || code === Code.ARRAY32) return reader.arrayLength("an array");
  if (reader.isText) reader.text("text");
  else if ((code >= Code.EXT8 && code <= Code.EXT32) || (code >= Code.FIXEXT1 && code <= Code.FIXEXT16)) {
    reader.take(reader.extension().length);
  } else if (code === Code.NIL || code === Code.TRUE || code === Code.FALSE) reader.byte();
  else if (code === Code.FLOAT32) reader.take(5);
  else if (code === Code.FLOAT64) reader.take(9);
  else reader.integer("a value");
  return 0;
}
