import type { ExactJson } from "../../../framework/contract/state-change";
import { readNumber } from "../number-text";
import { MAX_NESTING } from "../type-json";
import { JsonReader } from "./reader";

/**
 * Reads JSON without a type; numbers keep all their digits.
 *
 * @throws SyntaxError when the text is no JSON, or something stands behind it.
 */
export function decodeExactJson(bytes: Uint8Array): ExactJson {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const reader = new JsonReader(text);
  const json = readAny(reader);
  if (reader.peek() !== "") throw reader.malformed("text follows the value");
  return json;
}

function readAny(reader: JsonReader): ExactJson {
  if (reader.place.depth > MAX_NESTING) throw reader.malformed(`values nest deeper than ${MAX_NESTING}`);
  switch (reader.peek()) {
    case "[":
      return readArray(reader);
    case "{":
      return readObject(reader);
    case '"':
      return reader.rawString();
    default:
      return readScalar(reader);
  }
}

function readScalar(reader: JsonReader): ExactJson {
  if (reader.acceptWord("null")) return null;
  if (reader.acceptWord("true")) return true;
  if (reader.acceptWord("false")) return false;
  const text = reader.numberText();
  const number = text === undefined ? undefined : readNumber(text);
  if (number === undefined) throw reader.malformed("a value is required");
  return number;
}

function readArray(reader: JsonReader): ExactJson {
  const items: ExactJson[] = [];
  reader.array((index) => {
    reader.place.enter(index);
    items.push(readAny(reader));
    reader.place.leave();
  });
  return items;
}

function readObject(reader: JsonReader): ExactJson {
  const entries: [string, ExactJson][] = [];
  reader.object((key) => {
    reader.place.enter(key);
    entries.push([key, readAny(reader)]);
    reader.place.leave();
  });
  // Unlike an assignment, this makes a property of its own even of "__proto__".
  return Object.fromEntries(entries);
}
