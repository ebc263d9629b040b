import { isBlank, isBlankOrEnd, isBreak } from "./characters";
import type { Cursor } from "./cursor";
import type { Mark } from "./node";

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a quoted scalar; the cursor stands on the quote. */
export function scanQuotedScalar(cursor: Cursor, single: boolean): string {
  const start = cursor.mark();
  cursor.pos += 1;
  let value = "";
  for (;;) {
    if (cursor.atDocumentIndicator("-") || cursor.atDocumentIndicator(".")) {
      cursor.fail("a quoted scalar is interrupted by a document indicator", start);
    }
    if (cursor.atEnd) cursor.fail("a quoted scalar is not closed", start);
    const run = scanRun(cursor, single, start);
    value += run.text;
    if (!run.folded && cursor.code() === (single ? 0x27 : 0x22)) break;
    value += scanWhitespace(cursor, run.folded);
  }
  cursor.pos += 1;
  return value;
}

/** Characters up to the closing quote or the next white space; `folded` after an escaped line end. */
function scanRun(cursor: Cursor, single: boolean, start: Mark): { text: string; folded: boolean } {
  let text = "";
  let from = cursor.pos;
  while (!isBlankOrEnd(cursor.code())) {
    const code = cursor.code();
    if (single && code === 0x27) {
      if (cursor.code(1) !== 0x27) break;
      text += `${cursor.text.slice(from, cursor.pos)}'`;
      cursor.pos += 2;
      from = cursor.pos;
    } else if (!single && code === 0x22) {
      break;
    } else if (!single && code === 0x5c) {
      text += cursor.text.slice(from, cursor.pos);
      if (isBreak(cursor.code(1))) {
        cursor.pos += 1;
        cursor.readBreak();
        return { text, folded: true };
      }
      text += scanEscape(cursor, start);
      from = cursor.pos;
    } else {
      cursor.pos += 1;
    }
  }
  return { text: text + cursor.text.slice(from, cursor.pos), folded: false };
}

function scanEscape(cursor: Cursor, start: Mark): string {
  const name = cursor.text.charAt(cursor.pos + 1);
  const simple = escapes[name];
  if (simple !== undefined) {
    cursor.pos += 2;
    return simple;
  }
  const length = hexDigits[name];
  if (length === undefined) return cursor.fail(`unknown escape "\\${name}" in a quoted scalar`, start);
  const digits = cursor.text.slice(cursor.pos + 2, cursor.pos + 2 + length);
  if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) {
    return cursor.fail(`escape "\\${name}" needs ${length} hexadecimal digits`, start);
  }
  const value = Number.parseInt(digits, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    return cursor.fail(`escape "\\${name}${digits}" is no Unicode character`, start);
  }
  cursor.pos += 2 + length;
  return String.fromCodePoint(value);
}

/** Blanks inside a line stay; line ends fold to a space, or to one line feed fewer than written. */
function scanWhitespace(cursor: Cursor, folded: boolean): string {
  let blanks = "";
  let first = "";
  let more = "";
  let broken = folded;
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBlank(code)) {
      if (!broken) blanks += cursor.text.charAt(cursor.pos);
      cursor.pos += 1;
    } else if (broken) {
      more += cursor.readBreak();
    } else {
      blanks = "";
      first = cursor.readBreak();
      broken = true;
    }
  }
  if (!broken) return blanks;
  if (first === "\n") return more === "" ? " " : more;
  return first + more;
}
