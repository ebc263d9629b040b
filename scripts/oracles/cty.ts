/** Replays what go-cty says about Terraform's values, in the format that the oracle's README defines. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type OracleLine, readJsonLines } from "../oracles-format/json-lines";
import type { OracleResult } from "../oracles-format/oracle";
import { type Check, checkConforms, checkEqual, checkInvalid, checkJson, checkLenient, checkValid } from "./cty/checks";

/** The kinds of files, and what tells the lines of one from another's. */
const CHECKS: readonly { readonly name: string; readonly check: Check }[] = [
  { name: "valid", check: checkValid },
  { name: "invalid", check: checkInvalid },
  { name: "lenient", check: checkLenient },
  { name: "equal", check: checkEqual },
  { name: "json", check: checkJson },
  { name: "conforms", check: checkConforms },
];

/** Replays files; without any, all six from the oracles' folder. */
export async function replay(files: readonly string[]): Promise<OracleResult> {
  const results: OracleResult[] = [];
  for (const file of files.length > 0 ? files : defaultFiles()) results.push(await replayFile(file));
  return {
    passed: sum(results.map((result) => result.passed)),
    failed: sum(results.map((result) => result.failed)),
    skipped: sum(results.map((result) => result.skipped)),
    failures: results.flatMap((result) => result.failures),
  };
}

function defaultFiles(): readonly string[] {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const root = resolve(__dirname, "../..");
  const folder = resolve(root, configured !== undefined && configured !== "" ? configured : "../shared/oracles", "cty");
  return CHECKS.map(({ name }) => resolve(folder, `${name}.jsonl.gz`));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

async function replayFile(file: string): Promise<OracleResult> {
  if (!existsSync(file))
    return { passed: 0, failed: 0, skipped: 1, failures: [`${file}: skipped, the file is not there`] };
  const [first, ...rest] = await readJsonLines(file);
  const lines = first !== undefined && "meta" in first ? rest : [...(first === undefined ? [] : [first]), ...rest];
  const failures: string[] = [];
  for (const line of lines) {
    const wrong = checkLine(line);
    if (wrong !== undefined)
      failures.push(`${file} case ${String(line["i"])} (${String(line["c"])}): ${wrong.slice(0, 1000)}`);
  }
  return { passed: lines.length - failures.length, failed: failures.length, skipped: 0, failures };
}

function checkLine(line: OracleLine): string | undefined {
  try {
    return checkFor(line)(line);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** The kind of a line is told by its keys, so that a file may have any name. */
function checkFor(line: OracleLine): Check {
  if ("want" in line) return checkConforms;
  if ("eq" in line) return checkEqual;
  if ("j" in line && "class" in line) return checkJson;
  if ("class" in line) return checkInvalid;
  return "r" in line ? checkLenient : checkValid;
}
