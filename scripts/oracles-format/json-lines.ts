import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

/** One line of an oracle's file: a JSON object. */
export type OracleLine = Readonly<Record<string, unknown>>;

/**
 * Reads a file of JSON lines, gzipped or not.
 *
 * @throws SyntaxError when a line is no JSON object.
 */
export async function readJsonLines(path: string): Promise<readonly OracleLine[]> {
  const bytes = await readFile(path);
  const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isGzipped ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, index }) => parseLine(path, index + 1, line));
}

function parseLine(path: string, number: number, line: string): OracleLine {
  const parsed: unknown = JSON.parse(line);
  if (isLine(parsed)) return parsed;
  throw new SyntaxError(`Cannot read ${path}: line ${number} is no JSON object`);
}

function isLine(value: unknown): value is OracleLine {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under a key. Throws a TypeError where there is none. */
export function textOf(line: OracleLine, key: string): string {
  const value = line[key];
  if (typeof value === "string") return value;
  throw new TypeError(`Cannot use a line of the oracle: "${key}" is no text`);
}
