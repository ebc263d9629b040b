import type { ScalarNode } from "./node";

/** A timestamp keeps its text: no field of a machine configuration is one. */
export interface Timestamp {
  readonly timestamp: string;
}

/** What a scalar means before anybody asks for a type. Integers beyond 2^53 are BigInt. */
export type ScalarValue = string | number | bigint | boolean | null | Timestamp;

/** Short YAML tag and value of a scalar. */
export interface Resolved {
  readonly tag: string;
  readonly value: ScalarValue;
}

const words = new Map<string, Resolved>();
const add = (tag: string, value: ScalarValue, spellings: string) => {
  for (const spelling of spellings.split(" ")) words.set(spelling, { tag, value });
};
add("!!bool", true, "true True TRUE");
add("!!bool", false, "false False FALSE");
add("!!null", null, "~ null Null NULL");
add("!!float", Number.NaN, ".nan .NaN .NAN");
add("!!float", Number.POSITIVE_INFINITY, ".inf .Inf .INF +.inf +.Inf +.INF");
add("!!float", Number.NEGATIVE_INFINITY, "-.inf -.Inf -.INF");
add("!!float", -0, "-0 -0.0");
add("!!merge", "<<", "<<");
words.set("", { tag: "!!null", value: null });

const goInteger = /^[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}([Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?)?$/;

/** What a plain scalar is: the implicit types of yaml.v3 and v4, which are neither YAML 1.1's nor 1.2's. */
export function resolvePlain(text: string): Resolved {
  const known = words.get(text);
  if (known !== undefined) return known;
  const code = text.charCodeAt(0);
  if (code === 0x2e && float.test(text)) return { tag: "!!float", value: Number(text) };
  const numeric = (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d;
  if (!numeric) return { tag: "!!str", value: text };
  if (timestamp.test(text) && isDate(text)) return { tag: "!!timestamp", value: { timestamp: text } };
  return resolveNumber(text);
}

function resolveNumber(text: string): Resolved {
  const plain = text.replaceAll("_", "");
  if (goInteger.test(plain)) {
    const value = parseGoInteger(plain);
    if (value >= -(2n ** 63n) && value < 2n ** 64n && !(plain.startsWith("+") && value >= 2n ** 63n)) {
      return { tag: "!!int", value: Number.isSafeInteger(Number(value)) ? Number(value) : value };
    }
  }
  if (float.test(plain) && Number.isFinite(Number(plain))) return { tag: "!!float", value: Number(plain) };
  return { tag: "!!str", value: text };
}

function parseGoInteger(text: string): bigint {
  const negative = text.startsWith("-");
  const digits = text.replace(/^[-+]/, "");
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const value = BigInt(octal === undefined ? digits : `0o${octal}`);
  return negative ? -value : value;
}

function isDate(text: string): boolean {
  const [year, month, day] = text.split(/[-Tt ]/, 3).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  const clock = /[Tt ](\d+):(\d+):(\d+)/.exec(text);
  return clock === null || (Number(clock[1]) < 24 && Number(clock[2]) < 60 && Number(clock[3]) < 60);
}

/**
 * Tag and value of a scalar node; `undefined` when its written tag does not fit its text
 * (`!!int abc`), where Talos's library gives up on the whole document.
 */
export function resolveScalar(node: ScalarNode): Resolved | undefined {
  if (node.tag === "!!str" || (node.tag === "" && node.style !== "plain")) return { tag: "!!str", value: node.value };
  if (node.tag === "") return resolvePlain(node.value);
  if (node.tag === "!!binary") return resolveBinary(node.value);
  if (!["!!bool", "!!int", "!!float", "!!null", "!!timestamp"].includes(node.tag)) {
    return { tag: node.tag, value: node.value };
  }
  const resolved = resolvePlain(node.value);
  if (node.tag === resolved.tag) return resolved;
  if (node.tag === "!!float" && resolved.tag === "!!int") return { tag: "!!float", value: Number(resolved.value) };
  return undefined;
}

function resolveBinary(text: string): Resolved | undefined {
  const compact = text.replaceAll(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined;
  return { tag: "!!binary", value: Buffer.from(compact, "base64").toString() };
}
