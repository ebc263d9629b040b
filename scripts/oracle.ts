/**
 * `npm run oracle -- NAME [FILE…]`: replays what real programs answered (files in the format of the oracles, gzipped or
 * not) against ours, lists what differs, and ends with `RESULT passed=… failed=… skipped=…`. Without a FILE the oracle's
 * own files are replayed. The status is 0 if nothing failed.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Oracle, type OracleResult, parseOracle } from "./oracles-format/oracle";
import { useOwnTemporaryFolder } from "./own-temporary-folder";

/** So many lines are printed; `HEPHAESTUS_ORACLE_SHOWN` says otherwise. */
const MAX_FAILURES_SHOWN = Number(process.env["HEPHAESTUS_ORACLE_SHOWN"] ?? 50);
const folder = resolve(__dirname, "oracles");

async function main([name, ...files]: readonly string[]): Promise<void> {
  useOwnTemporaryFolder();
  const result = await (await loadOracle(name)).replay(files);
  for (const failure of result.failures.slice(0, MAX_FAILURES_SHOWN))
    console.log(failure.startsWith("SKIPPED") ? failure : `FAILED ${failure}`);
  const hidden = result.failures.length - MAX_FAILURES_SHOWN;
  if (hidden > 0) console.log(`… and ${hidden} more`);
  console.log(resultLine(result));
  process.exitCode = result.failed === 0 ? 0 : 1;
}

async function loadOracle(name: string | undefined): Promise<Oracle> {
  const path = resolve(folder, `${name ?? ""}.ts`);
  if (name === undefined || basename(name) !== name || !existsSync(path)) {
    const known = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    throw new RangeError(
      `Cannot replay "${name ?? ""}": choose one of ${known.map((file) => basename(file, ".ts")).join(", ")}`,
    );
  }
  return parseOracle(path, await import(path));
}

function resultLine(result: OracleResult): string {
  return `RESULT passed=${result.passed} failed=${result.failed} skipped=${result.skipped}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
