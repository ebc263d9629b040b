import { isBlank, isBlankOrEnd, isBreak } from "./characters";
import type { Cursor } from "./cursor";

/** Reads an unquoted scalar; `broken` says that it ended after a line end. */
export function scanPlainScalar(cursor: Cursor, inFlow: boolean, indent: number): { text: string; broken: boolean } {
  const start = cursor.mark();
  let value = "";
  let between = "";
  let broken = false;
  for (;;) {
    if (cursor.atDocumentIndicator("-") || cursor.atDocumentIndicator(".")) break;
    if (cursor.code() === 0x23) break;
    const from = cursor.pos;
    while (!isBlankOrEnd(cursor.code()) && !endsPlain(cursor, inFlow)) cursor.pos += 1;
    if (cursor.pos > from) {
      value += between + cursor.text.slice(from, cursor.pos);
      between = "";
      broken = false;
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break;
    const white = scanWhitespace(cursor, indent + 1);
    if (white.tab) cursor.fail("a tab breaks the indentation of a plain scalar", start);
    between = white.text;
    broken = white.broken;
    if (!inFlow && cursor.column < indent + 1) break;
  }
  return { text: value, broken };
}

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const code = cursor.code();
  if (code === 0x3a) return isBlankOrEnd(cursor.code(1));
  if (!inFlow) return false;
  if (code === 0x3f) return isBlankOrEnd(cursor.code(1));
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

function scanWhitespace(cursor: Cursor, indent: number) {
  let blanks = "";
  let first = "";
  let more = "";
  let broken = false;
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBlank(code)) {
      if (broken && cursor.column < indent && code === 0x09) return { text: "", broken, tab: true };
      if (!broken) blanks += cursor.text.charAt(cursor.pos);
      cursor.pos += 1;
    } else if (broken) {
      more += cursor.readBreak();
    } else {
      first = cursor.readBreak();
      broken = true;
    }
  }
  if (!broken) return { text: blanks, broken, tab: false };
  const text = first === "\n" ? more || " " : first + more;
  return { text, broken, tab: false };
}
