/**
 * What the real hcloud provider asks and what the recorded API answered, replayed in two halves: the sandbox is asked
 * what was asked (hcloud-http/sandbox-half.ts), the stand-in is answered what was answered (hcloud-http/stand-in-half.ts).
 * Differences that are meant are listed in hcloud-http/reasons.ts and hcloud-http/stand-in-reasons.ts.
 */
import { resolve } from "node:path";
import { findCores } from "../cores";
import { readJsonLines } from "../oracles-format/json-lines";
import type { OracleResult } from "../oracles-format/oracle";
import { Json } from "./hcloud-http/json";
import { type Outcome, shareByType } from "./hcloud-http/outcome";
import { replaySandboxHalf } from "./hcloud-http/sandbox-half";
import { replayStandInHalf } from "./hcloud-http/stand-in-half";

/** Which halves of the replay run. */
export type Half = "sandbox" | "stand-in";

function ownFile(): string {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const folder = configured !== undefined && configured !== "" ? configured : "../shared/oracles";
  return resolve(__dirname, "../..", folder, "hcloud-provider/http.jsonl.gz");
}

/**
 * Replays the files, or the oracle's own. `HEPHAESTUS_ORACLE_CASES` (a pattern) chooses cases by name,
 * `HEPHAESTUS_ORACLE_HALF` (`sandbox` or `stand-in`) one half.
 *
 * @throws Error where there is no terraform for the stand-in's half.
 */
export async function replay(files: readonly string[]): Promise<OracleResult> {
  const pattern = new RegExp(process.env["HEPHAESTUS_ORACLE_CASES"] ?? "");
  const half = process.env["HEPHAESTUS_ORACLE_HALF"];
  const halves = (["sandbox", "stand-in"] as const).filter((each) => half === undefined || half === each);
  const outcomes: Outcome[] = [];
  for (const each of halves) {
    const ofHalf = await replayHalf(each, files, (name) => pattern.test(name));
    console.log([`${each}:`, ...shareByType(ofHalf).map((line) => `  ${line}`)].join("\n"));
    outcomes.push(...ofHalf);
  }
  return summary(outcomes);
}

/** One half, for the cases that are chosen. */
export async function replayHalf(
  half: Half,
  files: readonly string[],
  isChosen: (name: string) => boolean,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const file of files.length > 0 ? files : [ownFile()]) {
    const [meta, ...lines] = (await readJsonLines(file)).map((line) => new Json(line));
    if (meta === undefined) continue;
    const cases = lines.filter((one) => isChosen(one.get("name").text()));
    outcomes.push(
      ...(half === "sandbox"
        ? await replaySandboxHalf(meta.get("meta").get("world"), cases)
        : await replayStandInHalf(terraform(), cases)),
    );
  }
  return outcomes;
}

function terraform() {
  const core = findCores().find(({ family }) => family === "terraform");
  if (core === undefined) throw new Error("Cannot replay the stand-in's half: there is no terraform on PATH");
  return core;
}

/** Failures first: only so many lines are shown. */
export function summary(outcomes: readonly Outcome[]): OracleResult {
  const count = (kind: Outcome["kind"]) => outcomes.filter((each) => each.kind === kind).length;
  const failures = outcomes.flatMap(({ name, kind, lines }) =>
    kind === "passed" ? [] : lines.map((line) => `${kind === "skipped" ? "SKIPPED " : ""}${name}: ${line}`),
  );
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped"), failures: failures.sort() };
}
