import { isPrintable } from "./characters";
import { Float, NodeText, RawScalar, type YamlKey, type YamlOutput } from "./output";
import { scalarStyle } from "./scalar-style";

/** Columns per level: the style of `talosctl gen config`. */
const bestIndent = 4;
/** Longer keys are written in the `? key` form. Source: yaml.v3's emitter. */
const maxSimpleKeyBytes = 128;

/**
 * Writes one document as Talos's YAML library does: 4 columns, lists indented under their key, long
 * lines never folded, several lines as a literal block.
 */
export function writeDocument(value: YamlOutput): string {
  const out: string[] = [];
  writeNode(out, value, -1, false, false);
  const text = out.join("");
  return text.endsWith("\n") ? text : `${text}\n`;
}

function nextIndent(indent: number, inItem: boolean): number {
  if (indent < 0) return 0;
  return inItem ? indent + 2 : bestIndent * Math.floor((indent + bestIndent) / bestIndent);
}

/** `indent` is that of the collection around; `afterKey` puts a space before what stays on the line. */
function writeNode(out: string[], value: YamlOutput, indent: number, inItem: boolean, afterKey: boolean): void {
  const space = afterKey ? " " : "";
  if (Array.isArray(value)) {
    if (value.length === 0) out.push(space, "[]\n");
    else writeSequence(out, value, nextIndent(indent, inItem), inItem, afterKey);
  } else if (value instanceof Map) {
    if (value.size === 0) out.push(space, "{}\n");
    else writeMapping(out, value, nextIndent(indent, inItem), inItem, afterKey);
  } else {
    writeScalar(out, value, space, indent, nextIndent(indent, inItem));
  }
}

function writeSequence(out: string[], items: YamlOutput[], indent: number, inItem: boolean, afterKey: boolean): void {
  if (afterKey) out.push("\n");
  const pad = " ".repeat(indent);
  let first = inItem;
  for (const item of items) {
    out.push(first ? "" : pad, "-");
    first = false;
    const nested = Array.isArray(item) ? item.length > 0 : item instanceof Map && item.size > 0;
    if (nested) out.push(" ");
    writeNode(out, item, indent, true, !nested);
  }
}

function writeMapping(
  out: string[],
  entries: Map<YamlKey, YamlOutput>,
  indent: number,
  inItem: boolean,
  afterKey: boolean,
): void {
  if (afterKey) out.push("\n");
  const pad = " ".repeat(indent);
  let first = inItem;
  for (const [key, value] of entries) {
    if (!first) out.push(pad);
    first = false;
    if (isSimpleKey(key)) {
      writeKey(out, key);
      out.push(":");
      writeNode(out, value, indent, false, true);
    } else {
      out.push("?");
      writeScalar(out, key, " ", indent, nextIndent(indent, false));
      out.push(pad, ":");
      const nested = Array.isArray(value) ? value.length > 0 : value instanceof Map && value.size > 0;
      if (nested) out.push("\n", " ".repeat(nextIndent(indent, false)));
      writeNode(out, value, indent, false, !nested);
    }
  }
}

function isSimpleKey(key: YamlKey): boolean {
  if (key instanceof RawScalar) return true;
  return !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= maxSimpleKeyBytes;
}

function writeKey(out: string[], key: YamlKey): void {
  if (key instanceof RawScalar) {
    out.push(key.text);
    return;
  }
  const style = scalarStyle(key, true);
  out.push(style === "plain" ? key : style === "single" ? singleQuoted(key) : doubleQuoted(key));
}

type Scalar = Exclude<YamlOutput, YamlOutput[] | Map<YamlKey, YamlOutput>>;

function writeScalar(out: string[], value: Scalar, space: string, parentIndent: number, indent: number): void {
  const text = value instanceof NodeText ? value.nodeText : value;
  if (typeof text !== "string") {
    out.push(space, scalarText(text), "\n");
    return;
  }
  const style = scalarStyle(text, false, text === value);
  if (style === "literal") writeLiteral(out, text, space, parentIndent, indent);
  else if (style === "plain") out.push(text === "" ? "" : space, text, "\n");
  else out.push(space, style === "single" ? singleQuoted(text) : doubleQuoted(text), "\n");
}

function scalarText(value: Exclude<Scalar, string | NodeText>): string {
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof RawScalar) return value.text;
  return String(value);
}

/** As Go's strconv writes the shortest form: an exponent of two digits below 1e-4 and from 1e6 on. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  if (Object.is(value, -0)) return "-0";
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return decimal(value);
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function decimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const shortEscapes = new Map([
  ["\0", "\\0"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\x1b", "\\e"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\x85", "\\N"],
  ["\xa0", "\\_"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);

function doubleQuoted(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    // A no-break space is printable, so it stays as it is.
    const short = code === 0xa0 ? undefined : shortEscapes.get(character);
    if (short !== undefined) out += short;
    else if (isPrintable(code) && code <= 0xffff) out += character;
    else out += hexEscape(code);
  }
  return `${out}"`;
}

function hexEscape(code: number): string {
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function writeLiteral(out: string[], text: string, space: string, parentIndent: number, indent: number): void {
  const leadingSpace = /^\n* /.test(text);
  const hint = leadingSpace ? String(indent - Math.max(parentIndent, 0)) : "";
  const chomping = !text.endsWith("\n") ? "-" : text.length === 1 || text.endsWith("\n\n") ? "+" : "";
  out.push(space, "|", hint, chomping, "\n");
  const pad = " ".repeat(indent);
  const lines = text.split("\n");
  if (text.endsWith("\n")) lines.pop();
  for (const line of lines) out.push(line === "" ? "\n" : `${pad}${line}\n`);
}
