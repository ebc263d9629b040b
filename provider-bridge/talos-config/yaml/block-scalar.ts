import { isBlank, isBreak, isBreakOrEnd, isDigit } from "./characters";
import type { Cursor } from "./cursor";
import type { Mark } from "./node";

type Chomping = "clip" | "keep" | "strip";

/** Reads `|` and `>` scalars; the cursor stands on the indicator, `indent` is that of the parent. */
export function scanBlockScalar(cursor: Cursor, literal: boolean, parentIndent: number): string {
  const start = cursor.mark();
  cursor.pos += 1;
  const header = scanHeader(cursor, start);
  const fixed = header.increment === 0 ? 0 : Math.max(parentIndent, 0) + header.increment;
  let { indent, breaks } = scanBreaks(cursor, fixed, parentIndent, start);
  const parts: string[] = [];
  let pending = "";
  let leadingBlank = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const blank = isBlank(cursor.code());
    if (!literal && !leadingBlank && !blank && pending === "\n") {
      if (breaks === "") parts.push(" ");
    } else {
      parts.push(pending);
    }
    parts.push(breaks);
    leadingBlank = blank;
    parts.push(cursor.readToBreak());
    pending = cursor.atEnd ? "" : cursor.readBreak();
    ({ indent, breaks } = scanBreaks(cursor, indent, parentIndent, start));
  }
  if (header.chomping !== "strip") parts.push(pending);
  if (header.chomping === "keep") parts.push(breaks);
  return parts.join("");
}

function scanHeader(cursor: Cursor, start: Mark): { chomping: Chomping; increment: number } {
  let chomping: Chomping = "clip";
  let increment = 0;
  const sign = () => {
    const code = cursor.code();
    if (code !== 0x2b && code !== 0x2d) return;
    chomping = code === 0x2b ? "keep" : "strip";
    cursor.pos += 1;
  };
  const digit = () => {
    if (!isDigit(cursor.code())) return;
    increment = cursor.code() - 0x30;
    if (increment === 0) cursor.fail("a block scalar has an indentation of 0", start);
    cursor.pos += 1;
  };
  if (isDigit(cursor.code())) {
    digit();
    sign();
  } else {
    sign();
    digit();
  }
  cursor.skipBlanks();
  if (cursor.code() === 0x23) cursor.readToBreak();
  if (!isBreakOrEnd(cursor.code())) cursor.fail("a block scalar starts on the line of its indicator", start);
  if (!cursor.atEnd) cursor.readBreak();
  return { chomping, increment };
}

/** Empty lines before text; finds the indentation out when it is not fixed yet (0). */
function scanBreaks(cursor: Cursor, fixed: number, parentIndent: number, start: Mark) {
  let breaks = "";
  let widest = 0;
  for (;;) {
    while ((fixed === 0 || cursor.column < fixed) && cursor.code() === 0x20) cursor.pos += 1;
    widest = Math.max(widest, cursor.column);
    if ((fixed === 0 || cursor.column < fixed) && cursor.code() === 0x09) {
      cursor.fail("a tab stands where a block scalar is indented by spaces", start);
    }
    if (!isBreak(cursor.code())) break;
    breaks += cursor.readBreak();
  }
  return { breaks, indent: fixed === 0 ? Math.max(widest, parentIndent + 1, 1) : fixed };
}
