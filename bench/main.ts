/**
 * `npm run bench -- NAME [ARGUMENT…]`: runs bench/NAME.ts, which prints a table and, last, `RESULT name=value …`.
 * Here belongs what measures the product from outside; never what a test asserts.
 */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { useOwnTemporaryFolder } from "../scripts/own-temporary-folder";

/** What each file of this folder exports. */
interface Benchmark {
  run(args: readonly string[]): Promise<void>;
}

async function main([name = "", ...args]: readonly string[]): Promise<void> {
  const known = readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "main.ts")
    .map((entry) => entry.name.slice(0, -".ts".length));
  if (!known.includes(name)) {
    throw new RangeError(`Cannot run the benchmark "${name}": there are ${known.join(", ")}`);
  }
  useOwnTemporaryFolder();
  const loaded: unknown = await import(resolve(__dirname, `${name}.ts`));
  if (!isBenchmark(loaded)) throw new TypeError(`Cannot run bench/${name}.ts: it exports no function "run"`);
  await loaded.run(args);
}

function isBenchmark(loaded: unknown): loaded is Benchmark {
  return typeof loaded === "object" && loaded !== null && "run" in loaded && typeof loaded.run === "function";
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 1;
});
