import { isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from "./characters";
import type { Cursor } from "./cursor";
import type { Mark } from "./node";

const flowIndicators = new Set([0x2c, 0x5b, 0x5d, 0x7b, 0x7d]);
const tagPunctuation = new Set([...";/?:@&=+$.!~*'()%"].map((character) => character.charCodeAt(0)));
const afterAnchor = new Set([..."?:,]}%@`"].map((character) => character.charCodeAt(0)));

/** Reads `&name` or `*name`; the cursor stands on the indicator. */
export function scanName(cursor: Cursor): string {
  const start = cursor.mark();
  cursor.pos += 1;
  const from = cursor.pos;
  for (let code = cursor.code(); code > 0x20 && code <= 0x7e && code !== 0x3a && !flowIndicators.has(code); ) {
    cursor.pos += 1;
    code = cursor.code();
  }
  const code = cursor.code();
  if (cursor.pos === from || !(isBlankOrEnd(code) || afterAnchor.has(code))) {
    cursor.fail("an anchor or alias needs a name of printable ASCII characters", start);
  }
  return cursor.text.slice(from, cursor.pos);
}

/** Reads `!tag`, `!!tag`, `!handle!tag` or `!<uri>`. */
export function scanTag(cursor: Cursor): { handle: string; suffix: string } {
  const start = cursor.mark();
  if (cursor.code(1) === 0x3c) {
    cursor.pos += 2;
    const suffix = scanUri(cursor, true, "", start);
    if (cursor.code() !== 0x3e) cursor.fail('a verbatim tag lacks its ">"', start);
    cursor.pos += 1;
    return endOfTag(cursor, start, { handle: "", suffix });
  }
  const handle = scanHandle(cursor, false, start);
  if (handle.length > 1 && handle.endsWith("!")) {
    return endOfTag(cursor, start, { handle, suffix: scanUri(cursor, false, "", start) });
  }
  const suffix = scanUri(cursor, false, handle, start);
  return endOfTag(cursor, start, suffix === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix });
}

function endOfTag<T>(cursor: Cursor, start: Mark, tag: T): T {
  if (!isBlankOrEnd(cursor.code())) cursor.fail("a tag is followed by something else than white space", start);
  return tag;
}

function scanHandle(cursor: Cursor, directive: boolean, start: Mark): string {
  if (cursor.code() !== 0x21) cursor.fail('a tag starts with "!"', start);
  const from = cursor.pos;
  cursor.pos += 1;
  while (isWord(cursor.code())) cursor.pos += 1;
  if (cursor.code() === 0x21) cursor.pos += 1;
  else if (directive && cursor.pos - from > 1) cursor.fail('a tag handle ends with "!"', start);
  return cursor.text.slice(from, cursor.pos);
}

function scanUri(cursor: Cursor, verbatim: boolean, head: string, start: Mark): string {
  const from = cursor.pos;
  for (let code = cursor.code(); ; code = cursor.code()) {
    if (!isWord(code) && !tagPunctuation.has(code) && !(verbatim && flowIndicators.has(code))) break;
    cursor.pos += 1;
  }
  const text = cursor.text.slice(from, cursor.pos);
  if (head === "" && text === "") cursor.fail("a tag is empty", start);
  try {
    return head.slice(1) + decodeURIComponent(text);
  } catch {
    return cursor.fail("a tag holds a wrong %-escape", start);
  }
}

/** What a line that starts with `%` says. */
export type Directive = { kind: "version"; version: string } | { kind: "tag"; handle: string; prefix: string };

/** Reads `%YAML 1.1` or `%TAG ! prefix` up to and with the end of its line. */
export function scanDirective(cursor: Cursor): Directive {
  const start = cursor.mark();
  cursor.pos += 1;
  const from = cursor.pos;
  while (isWord(cursor.code())) cursor.pos += 1;
  const name = cursor.text.slice(from, cursor.pos);
  if (!isBlankOrEnd(cursor.code())) cursor.fail("a directive has a name of letters", start);
  cursor.skipBlanks();
  let directive: Directive;
  if (name === "YAML") directive = { kind: "version", version: scanVersion(cursor, start) };
  else if (name === "TAG") directive = scanTagDirective(cursor, start);
  else return cursor.fail(`unknown directive "%${name}"`, start);
  cursor.skipBlanks();
  if (cursor.code() === 0x23) cursor.readToBreak();
  if (!isBreakOrEnd(cursor.code())) cursor.fail("a directive is followed by something else than a comment", start);
  if (!cursor.atEnd) cursor.readBreak();
  return directive;
}

function scanVersion(cursor: Cursor, start: Mark): string {
  const from = cursor.pos;
  while (isDigit(cursor.code())) cursor.pos += 1;
  if (cursor.code() === 0x2e) cursor.pos += 1;
  while (isDigit(cursor.code())) cursor.pos += 1;
  const version = cursor.text.slice(from, cursor.pos);
  if (!/^\d{1,2}\.\d{1,2}$/.test(version)) cursor.fail("a %YAML directive needs a version like 1.1", start);
  return version;
}

function scanTagDirective(cursor: Cursor, start: Mark): Directive {
  const handle = scanHandle(cursor, true, start);
  cursor.skipBlanks();
  const prefix = scanUri(cursor, true, "", start);
  return { kind: "tag", handle, prefix };
}
