/** Runs scenarios on our kitchen sink and compares with what the reference twin did. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { layOutMirror, thisPlatform } from "../build/mirror";
import { buildPackage } from "../build/package-folder";
import { sinkBuild } from "../build/providers";
import type { Core } from "../cores";
import { covers, type ListedDifference } from "./differences";
import { scenarioNames, selectScenarios, sinkOracle } from "./oracle";

/** What to run. */
export interface SinkOptions {
  readonly core: Core;
  /** How many scenarios run at the same time. */
  readonly jobs: number;
  readonly listed: readonly ListedDifference[];
  readonly print: (line: string) => void;
  /** Names with `*`, or a list of names. @default all */
  readonly only?: string | readonly string[];
  /**
   * A folder in which the scenarios' working folders stay.
   * @default they are removed
   */
  readonly keep?: string;
}

/** What came of it. */
export interface SinkResult {
  /** Family and version, for instance `terraform-1.11.4`. */
  readonly version: string;
  readonly scenarios: number;
  /** Steps that did something else than they must, but for those where that is listed. */
  readonly bad: number;
  /** Differences from the record for which no reason is listed, and reasons that no difference needs. */
  readonly different: number;
  /** Differences for which a reason is listed. */
  readonly listed: number;
  /** The differences, as lines. */
  readonly report: readonly string[];
}

/** Builds the twin, runs the scenarios with the oracle's runner, compares. @throws Error where a program is missing. */
export async function runSink(options: SinkOptions): Promise<SinkResult> {
  const oracle = sinkOracle();
  if (oracle === undefined) throw new Error("Cannot run the scenarios: the oracle go/kitchen-sink is not there");
  const base = await mkdtemp(join(tmpdir(), "hephaestus-sink-"));
  try {
    return await runIn(base, oracle, options);
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

async function runIn(base: string, oracle: string, options: SinkOptions): Promise<SinkResult> {
  const { core, jobs, print, only, keep } = options;
  const [mirror, results, selection] = [join(base, "mirror"), join(base, "results"), join(base, "oracle")];
  const files = await buildPackage(sinkBuild());
  await layOutMirror(files, { mirror, ...SINK_PLACE }, [thisPlatform()]);
  const names = selected(await scenarioNames(oracle), only);
  await selectScenarios(oracle, names, selection);
  const runner = ["run", "--provider", mirror, "--terraform", core.path, "--out", results, "--jobs", String(jobs)];
  const ran = await python(selection, [...runner, ...(keep === undefined ? [] : ["--keep", keep])], print);
  const [, version = "?", scenarios = "0", bad = "1"] =
    /^RESULT (\S+) scenarios=(\d+) .*bad=(\d+)/.exec(ran.at(-1) ?? "") ?? [];
  const recorded = await recordedFolder(oracle, core, print);
  const diff = await python(selection, ["diff", recorded, results], () => undefined);
  const { excused, ...compared } = compare(diff, names, options);
  return { version, scenarios: Number(scenarios), bad: Number(bad) - excused, ...compared };
}

const SINK_PLACE = { address: "registry.terraform.io/bench/sink", version: "1.0.0" };

function selected(all: readonly string[], only: SinkOptions["only"]): readonly string[] {
  if (only === undefined) return all;
  const patterns = typeof only === "string" ? [only] : only;
  return all.filter((name) => patterns.some((at) => covers({ at, reason: "chosen" }, "terraform", name)));
}

/** The record of this version, else of the same family: newer versions differ in words, which is worth seeing. */
async function recordedFolder(oracle: string, core: Core, print: (line: string) => void): Promise<string> {
  const exact = join(oracle, "expected", `${core.family}-${core.version}`);
  if (existsSync(exact)) return exact;
  const nearest = (await readdir(join(oracle, "expected"))).find((name) => name.startsWith(core.family));
  if (nearest === undefined) throw new Error(`Cannot compare: nothing is recorded for ${core.family}`);
  print(`There is no record of ${core.family} ${core.version}: compared with ${nearest}`);
  return join(oracle, "expected", nearest);
}

function compare(
  diff: readonly string[],
  names: readonly string[],
  { core, listed }: SinkOptions,
): Pick<SinkResult, "different" | "listed" | "report"> & { readonly excused: number } {
  const ours = diff.filter(
    (line) => names.includes(line.slice(0, line.indexOf(".json"))) && !line.startsWith("RESULT"),
  );
  const used = new Set<ListedDifference>();
  const unexplained = ours.filter((line) => {
    const at = line.slice(0, line.indexOf(": "));
    const reason = listed.find((each) => covers(each, core.family, at));
    if (reason !== undefined) used.add(reason);
    return reason === undefined;
  });
  const stale = listed.filter(
    (each) =>
      !used.has(each) &&
      each.sometimes !== true &&
      (each.core ?? core.family) === core.family &&
      names.includes(each.at.slice(0, each.at.indexOf(".json"))),
  );
  // A step that came out as it must not has a line of its own in the results.
  const isUnexpected = (line: string) => line.slice(0, line.indexOf(": ")).endsWith(".unexpected");
  return {
    excused: ours.filter(isUnexpected).length - unexplained.filter(isUnexpected).length,
    different: unexplained.length + stale.length,
    listed: ours.length - unexplained.length,
    report: [
      ...unexplained.map((line) => `DIFFERENT ${line}`),
      ...[...used].map((each) => `LISTED ${each.at}: ${each.reason}`),
      ...stale.map((each) => `STALE ${each.at}: listed in differences.json, but there is no such difference`),
    ],
  };
}

/** Runs the oracle's program and gives its lines. Its status is in its last line. */
async function python(folder: string, args: readonly string[], print: (line: string) => void): Promise<string[]> {
  const child = spawn("python3", [join(folder, "run.py"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    print(line);
  }
  await ended;
  if (lines.length === 0) throw new Error(`Cannot run "python3 run.py ${args[0]}": it said nothing`);
  return lines;
}
