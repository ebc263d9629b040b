/** One question to Talos's own library and its answer, as the corpus holds it. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";

/** A JSON object. */
export type Json = { readonly [key: string]: unknown };

/** One case; `$bundle:` and `$base:` in the input are already replaced by their texts. */
export interface OracleCase {
  readonly id: string;
  readonly kind: string;
  readonly op: string;
  readonly in: Json;
  readonly out: Json;
  /** Minor version of the library that answered (13 for 1.13). */
  readonly minor: number;
}

/** Reads a gzipped (or plain) JSON lines file of the corpus. Throws when its shape is another one. */
export function readCases(file: string): OracleCase[] {
  const bytes = readFileSync(file);
  const text = basename(file).endsWith(".gz") ? gunzipSync(bytes).toString() : bytes.toString();
  const [first = "{}", ...lines] = text.trimEnd().split("\n");
  const meta = objectAt(parseObject(first, file), "meta");
  const minor = Number(/^v1\.(\d+)/.exec(textAt(objectAt(meta, "oracle"), "machinery"))?.[1] ?? "13");
  return lines.map((line) => {
    const row = parseObject(line, file);
    const input = substitute(objectAt(row, "in"), meta);
    return {
      id: textAt(row, "id"),
      kind: textAt(row, "kind"),
      op: textAt(row, "op"),
      in: input,
      out: objectAt(row, "out"),
      minor,
    };
  });
}

function substitute(input: Json, meta: Json): Json {
  const replace = (value: unknown): unknown => {
    const match = typeof value === "string" ? /^\$(bundle|base):(.*)$/.exec(value) : null;
    if (match === null) return value;
    return textAt(objectAt(meta, match[1] === "bundle" ? "bundles" : "bases"), match[2] ?? "");
  };
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, replace(value)]));
}

function parseObject(text: string, file: string): Json {
  const value: unknown = JSON.parse(text);
  if (isObject(value)) return value;
  throw new TypeError(`Cannot read ${file}: a line is no JSON object`);
}

/** True for a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a key, empty when there is none. */
export function objectAt(value: Json, key: string): Json {
  const found = value[key];
  return isObject(found) ? found : {};
}

/** The text under a key, empty when there is none. */
export function textAt(value: Json, key: string): string {
  const found = value[key];
  return typeof found === "string" ? found : "";
}

/** The texts under a key, empty when there is no list. */
export function textsAt(value: Json, key: string): string[] {
  const found = value[key];
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === "string") : [];
}

/** The objects under a key, empty when there is no list. */
export function objectsAt(value: Json, key: string): Json[] {
  const found = value[key];
  return Array.isArray(found) ? found.filter(isObject) : [];
}
