/**
 * `npm run fuzz -- [TARGET…] [--inputs N] [--seconds N] [--seed N]`: throws inputs at the decoders until both as many as
 * told are tried or the time is up, whichever comes first (default: 100,000 inputs for each target, no limit of time).
 * A failure shows the input and the seed of its batch, and ends with status 1. Last line: `RESULT inputs=… failed=…`.
 */
import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { FuzzTarget } from "../test/fuzz/target";
import { useOwnTemporaryFolder } from "./own-temporary-folder";

const BATCH_INPUTS = 1000;
const DEFAULT_INPUTS = 100_000;
const folder = resolve(__dirname, "../test/fuzz/targets");

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { inputs: { type: "string" }, seconds: { type: "string" }, seed: { type: "string" } },
  });
  const limits = {
    inputs: count(values.inputs) ?? (values.seconds === undefined ? DEFAULT_INPUTS : Number.POSITIVE_INFINITY),
    seconds: count(values.seconds) ?? Number.POSITIVE_INFINITY,
    seed: count(values.seed) ?? 1,
  };
  useOwnTemporaryFolder();
  let [tried, failed] = [0, 0];
  for (const target of await loadTargets(positionals)) {
    const result = await fuzz(target, limits);
    tried += result.inputs;
    failed += result.failed ? 1 : 0;
  }
  console.log(`RESULT inputs=${tried} failed=${failed}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function count(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`Cannot use "${text}": give a whole number`);
}

interface Limits {
  readonly inputs: number;
  readonly seconds: number;
  readonly seed: number;
}

async function fuzz(
  target: FuzzTarget,
  limits: Limits,
): Promise<{ readonly inputs: number; readonly failed: boolean }> {
  const endMs = performance.now() + limits.seconds * 1000;
  let inputs = 0;
  for (let seed = limits.seed; inputs < limits.inputs && performance.now() < endMs; seed += 1) {
    try {
      inputs += (await target.run({ seed, inputs: Math.min(BATCH_INPUTS, limits.inputs - inputs) })).inputs;
    } catch (error) {
      console.log(`${target.name}: FAILED with seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
      return { inputs, failed: true };
    }
  }
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(`${target.name}: ${inputs} inputs, ${memory} MiB resident`);
  return { inputs, failed: false };
}

async function loadTargets(names: readonly string[]): Promise<readonly FuzzTarget[]> {
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RangeError(`Cannot fuzz "${unknown}": there are ${known.join(", ")}`);
  const wanted = names.length === 0 ? known : names;
  return Promise.all(wanted.map(async (name) => parseTarget(name, await import(resolve(folder, `${name}.ts`)))));
}

function parseTarget(file: string, loaded: unknown): FuzzTarget {
  if (isTarget(loaded)) return loaded;
  throw new TypeError(`Cannot use test/fuzz/targets/${file}.ts: it exports no "name" and "run"`);
}

function isTarget(value: unknown): value is FuzzTarget {
  return (
    typeof value === "object" && value !== null && "name" in value && "run" in value && typeof value.run === "function"
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 1;
});
