/** Compares recorded answers with ours by the rules of the oracle's README; never sends anything. */
import { isDeepStrictEqual } from "node:util";
import type { Bindings } from "./placeholders";

/** How much of an answer counts; undefined: everything. */
export type Mode = "status" | "shape" | "columns" | "unordered" | undefined;

type Plain = unknown;

/** Differences between what was recorded and what came, as sentences; none where they agree. */
export function differences(expected: Plain, actual: Plain, bindings: Bindings, mode: Mode): string[] {
  const found: string[] = [];
  if (mode === "shape") compareShape(expected, actual, "", found);
  else compare({ expected, actual, path: "", mode, bindings, found });
  return found;
}

interface Pair {
  readonly expected: Plain;
  readonly actual: Plain;
  readonly path: string;
  readonly mode: Mode;
  readonly bindings: Bindings;
  readonly found: string[];
}

function compare(pair: Pair): void {
  const { expected, actual, path, bindings, found } = pair;
  if (typeof expected === "string") {
    const isText = typeof actual === "string" || (expected.includes("<") && typeof actual === "number");
    if (!isText || !bindings.matches(expected, String(actual), pair.mode === "unordered"))
      found.push(told(path, expected, actual));
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) found.push(told(path, expected, actual));
    else compareLists(pair, expected, actual);
  } else if (isRecord(expected)) {
    if (!isRecord(actual)) found.push(told(path, expected, actual));
    else {
      const known = new Map(Object.entries(expected).map(([name, value]) => [bindings.fill(name), value]));
      for (const name of new Set([...known.keys(), ...Object.keys(actual)])) {
        if (!(name in actual)) found.push(`${path}.${name} is missing: ${shown(known.get(name))}`);
        else if (!known.has(name)) found.push(`${path}.${name} is too much: ${shown(actual[name])}`);
        else compare({ ...pair, expected: known.get(name), actual: actual[name], path: `${path}.${name}` });
      }
    }
  } else if (!isDeepStrictEqual(expected, actual)) found.push(told(path, expected, actual));
}

function compareLists(pair: Pair, expected: readonly Plain[], actual: readonly Plain[]): void {
  const { path, found, mode } = pair;
  if (expected.length !== actual.length) {
    found.push(
      `${path} has ${actual.length} elements rather than ${expected.length}: ${shown(actual)} rather than ${shown(expected)}`,
    );
    return;
  }
  if (mode !== "unordered" && !path.endsWith(".managedFields")) {
    for (const [index, item] of expected.entries())
      compare({ ...pair, expected: item, actual: actual[index], path: `${path}[${index}]` });
    return;
  }
  const left = [...actual];
  for (const item of expected) {
    const tries = left.map((candidate) => {
      const trial = pair.bindings.copy();
      const wrong: string[] = [];
      compare({ ...pair, expected: item, actual: candidate, path, bindings: trial, found: wrong });
      return { wrong, trial };
    });
    const index = tries.findIndex(({ wrong }) => wrong.length === 0);
    const closest = tries.toSorted((a, b) => a.wrong.length - b.wrong.length)[0];
    if (index < 0)
      found.push(
        `${path} has no such element: ${closest?.wrong.slice(0, 3).join("; ") ?? "none"} (${shown(item).slice(0, 120)})`,
      );
    else {
      pair.bindings.take(tries[index]?.trial);
      left.splice(index, 1);
    }
  }
}

function compareShape(expected: Plain, actual: Plain, path: string, found: string[]): void {
  if (isRecord(expected) && isRecord(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (!(name in actual) || !(name in expected))
        found.push(`${path}.${name} is ${name in actual ? "too much" : "missing"}`);
      else compareShape(expected[name], actual[name], `${path}.${name}`, found);
    }
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length)
      found.push(`${path} has ${actual.length} elements rather than ${expected.length}`);
  } else if (typeof expected !== typeof actual || Array.isArray(expected) !== Array.isArray(actual))
    found.push(told(path, expected, actual));
}

/** Whether a value is an object with members. */
export function isRecord(value: Plain): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function told(path: string, expected: Plain, actual: Plain): string {
  return `${path === "" ? "the body" : path} is ${shown(actual)} rather than ${shown(expected)}`;
}

function shown(value: Plain): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 400);
}
