/**
 * How Go's YAML library writes a text value. A schematic's id is a hash over its output, so the choice between plain,
 * quoted and literal form is part of the id.
 */

/** Text that would be read back as something else (null, booleans of YAML 1.1 and 1.2, merge key, infinities). */
const reservedWords = new Set(
  [
    ["", "~", "null", "Null", "NULL", "<<", "true", "True", "TRUE", "false", "False", "FALSE"],
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF"],
    [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ].flat(),
);
const numberPatterns: readonly RegExp[] = [
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*$/,
  /^[-+]?0[xX][0-9a-fA-F_]+$/,
  /^[-+]?0[bB][01_]+$/,
  /^[-+]?0[oO][0-7_]+$/,
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
];
const timestampPattern = /^\d{4}-\d\d?-\d\d?([Tt ]\d\d?:\d\d?:\d\d?(\.\d+)?([Zz]|[-+]\d\d:\d\d)?)?$/;
const indentStep = 4;

/**
 * The text as a YAML value that stands `indent` spaces deep (a literal block's lines stand one step deeper).
 * Texts with a line break inside a list are written as inside a map, which the library does not always do.
 */
export function writeGoYamlText(text: string, indent: number): string {
  if (text.includes("\n")) return mayBeLiteral(text) ? literal(text, indent + indentStep) : doubleQuoted(text);
  if (isRead(text)) return doubleQuoted(text);
  if (!isPrintable(text)) return doubleQuoted(text);
  return mayBePlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** True when plain `text` would be read as a number, a time or a reserved word. */
function isRead(text: string): boolean {
  return reservedWords.has(text) || timestampPattern.test(text) || numberPatterns.some((pattern) => pattern.test(text));
}

function isPrintable(text: string): boolean {
  return /^[\t\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text);
}

function mayBePlain(text: string): boolean {
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^(---|\.\.\.)/.test(text)) return false;
  if (/^[-?:](\s|$)/.test(text) || /:(\s|$)/.test(text) || /\s#/.test(text)) return false;
  return !/^\s|\s$/.test(text) && !text.includes("\t");
}

function mayBeLiteral(text: string): boolean {
  return !/[ \t]\n/.test(text) && isPrintable(text.replaceAll("\n", ""));
}

function literal(text: string, indent: number): string {
  const indentHint = /^[ \n]/.test(text) ? String(indentStep) : "";
  const chomping = !text.endsWith("\n") ? "-" : text === "\n" || text.endsWith("\n\n") ? "+" : "";
  const body = chomping === "-" ? text : text.slice(0, -1);
  const lines = body.split("\n").map((line) => (line === "" ? "" : " ".repeat(indent) + line));
  return `|${indentHint}${chomping}\n${lines.join("\n")}`;
}

const escapes: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\u000b": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\u001b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\u0085": "\\N",
  "\u00a0": "\\_",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function doubleQuoted(text: string): string {
  const inside = [...text].map(
    (character) => escapes[character] ?? (isPrintable(character) ? character : hex(character)),
  );
  return `"${inside.join("")}"`;
}

function hex(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return `\\U${code.toString(16).toUpperCase().padStart(8, "0")}`;
}
