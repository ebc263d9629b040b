import type { Json } from "../plain/json";
import { DecodeError, mismatch } from "./decode-error";
import { canonicalQuantity } from "./quantity";

/** Reads a primitive by the name that the table of types gives it. @throws DecodeError */
export function decodePrimitive(name: string, value: Json, goName: string): Json {
  switch (name) {
    case "string":
      return typeof value === "string" ? value : fail(value, goName, "string");
    case "boolean":
      return typeof value === "boolean" ? value : fail(value, goName, "bool");
    case "int32":
    case "int64":
      return Number.isInteger(value) ? value : fail(value, goName, name);
    case "number":
      return typeof value === "number" ? value : fail(value, goName, "float64");
    case "bytes":
      return typeof value === "string" ? checkedBase64(value) : fail(value, goName, "[]uint8");
    case "time":
      return typeof value === "string" ? timeText(value) : fail(value, goName, "string");
    case "microtime":
      return typeof value === "string" ? microTimeText(value) : fail(value, goName, "string");
    case "quantity":
      return quantity(value, goName);
    case "intstr":
      return typeof value === "string" || Number.isInteger(value) ? value : fail(value, goName, "int32");
    default:
      return value;
  }
}

function fail(value: Json, goName: string, wanted: string): never {
  throw mismatch(value, goName, wanted);
}

function checkedBase64(text: string): string {
  const clean = text.replace(/[\r\n]/g, "");
  const wrong =
    /[^A-Za-z0-9+/=]/.exec(clean)?.index ?? (clean.length % 4 === 0 ? -1 : clean.length - (clean.length % 4));
  if (wrong >= 0) throw new DecodeError(`illegal base64 data at input byte ${wrong}`);
  return clean;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** "2030-01-01T01:00:00.5+01:00" → "2030-01-01T00:00:00Z" */
function timeText(text: string): string {
  if (!rfc3339.test(text)) throw new DecodeError(parsingTime(text, "2006-01-02T15:04:05Z07:00"));
  return `${new Date(text).toISOString().slice(0, 19)}Z`;
}

/** Exactly six digits of a second. */
function microTimeText(text: string): string {
  if (!/\.\d{6}(Z|[+-]\d\d:\d\d)$/.test(text) || !rfc3339.test(text)) {
    throw new DecodeError(parsingTime(text, "2006-01-02T15:04:05.000000Z07:00"));
  }
  const micros = /\.(\d{6})/.exec(text)?.[1] ?? "000000";
  return `${new Date(text).toISOString().slice(0, 19)}.${micros}Z`;
}

function parsingTime(text: string, layout: string): string {
  const rest = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(.*)$/.exec(text)?.[1] ?? text;
  const wanted = rest === text ? "2006" : layout.includes(".000000") ? ".000000" : "Z07:00";
  return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(wanted)}`;
}

function quantity(value: Json, goName: string): string {
  if (typeof value !== "string" && typeof value !== "number") return fail(value, goName, "string");
  const canonical = canonicalQuantity(String(value));
  if (canonical !== undefined) return canonical;
  throw new DecodeError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}
