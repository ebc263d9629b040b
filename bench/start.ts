/** How long the built provider takes from spawn to its handshake line, as a multiple of an empty Node script's line. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  type FirstLine,
  firstLineOf,
  type Measured,
  measure,
  median,
  percentile,
  printResult,
  printTable,
  type Subject,
} from "./harness";
import { AS_IS, nodeVariablesNote } from "./harness/node-variables";
import { pluginEnvironment } from "./harness/plugin-environment";

/** What a start may cost at most, as a multiple of an empty script. */
const GOAL_RATIO = 1.35;

/** What a start is a multiple of: a script that does nothing but print a line, as everybody writes it. */
const EMPTY = "empty script";

/** The same without Node's stream for standard output, which the provider does without, too: the harder measure. */
const BARE = "empty script, writeSync";

const LINE = "1|6|unix|nowhere|grpc|";

/** `npm run bench -- start [--as-is] [PROVIDER…]`: the built provider, or other executables (the first counts). */
export async function run(args: readonly string[]): Promise<void> {
  const asIs = args.includes(AS_IS);
  const note = nodeVariablesNote(asIs);
  const paths = args.filter((each) => each !== AS_IS);
  const providers = paths.length > 0 ? paths.map((path) => resolve(path)) : [builtProvider()];
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-bench-"));
  try {
    const environment = pluginEnvironment({ asIs });
    const subjects = [
      startOf(EMPTY, writeScript(folder, "empty", `console.log("${LINE}");`), environment),
      startOf(BARE, writeScript(folder, "bare", `require("node:fs").writeSync(1, "${LINE}\\n");`), environment),
      ...providers.map((path) => startOf(path, path, environment)),
    ];
    report(await measure(subjects, { maxRounds: 120 }), providers, note);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeScript(folder: string, name: string, line: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/usr/bin/env node\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

function startOf(name: string, path: string, environment: NodeJS.ProcessEnv): Subject<FirstLine> {
  return {
    name,
    numberOf: ({ tookMs }) => tookMs,
    sample: async () => {
      const start = await firstLineOf({ path, environment });
      if (!/^1\|6\|(unix|tcp)\|[^|]+\|grpc\|/.test(start.line)) {
        throw new Error(`Cannot measure "${path}": "${start.line}" is no handshake line`);
      }
      return start;
    },
  };
}

/** The executable in dist/. @throws RangeError before `npm run build`. */
function builtProvider(): string {
  const folder = resolve(__dirname, "../dist/provider");
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  const name = names.find((each) => each.startsWith("terraform-provider-hephaestus"));
  if (name === undefined)
    throw new RangeError(`Cannot measure the provider: "${folder}" has none; run "npm run build"`);
  return join(folder, name);
}

function report(measured: Measured<FirstLine>, providers: readonly string[], note: string): void {
  const { samples, rounds, disturbed, uncertainty } = measured;
  const timesOf = (name: string) => (samples.get(name) ?? []).map(({ tookMs }) => tookMs);
  const memoryOf = (name: string) =>
    median((samples.get(name) ?? []).map(({ peakRssBytes }) => peakRssBytes)) / 2 ** 20;
  const emptyMs = median(timesOf(EMPTY));
  printTable(
    ["start to first line", "median ms", "p90 ms", "ratio", "peak RSS MiB"],
    [...samples.keys()].map((name) => {
      const times = timesOf(name);
      const numbers = [median(times), percentile(times, 0.9)].map((value) => value.toFixed(1));
      return [name, ...numbers, (median(times) / emptyMs).toFixed(3), memoryOf(name).toFixed(1)];
    }),
  );
  const providerMs = median(timesOf(providers[0] ?? ""));
  printResult({
    ratio: providerMs / emptyMs,
    goal: GOAL_RATIO,
    provider_ms: providerMs,
    empty_ms: emptyMs,
    ratio_to_write_sync: providerMs / median(timesOf(BARE)),
    rounds,
    disturbed,
    uncertainty,
    node_variables: note,
  });
}
