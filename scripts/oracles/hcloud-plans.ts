/**
 * What the real hcloud provider plans, recorded: the stand-in is given the same configurations and stored states by a real
 * core, and must plan the same changes and refuse the same things. Cases run many at a time, each as a module of its
 * own; those that end otherwise run again alone. Differences that are meant are listed in hcloud-plans/reasons.ts.
 */
import { resolve } from "node:path";
import { findCores } from "../cores";
import { readJsonLines } from "../oracles-format/json-lines";
import type { OracleResult } from "../oracles-format/oracle";
import { differences } from "./hcloud-plans/differences";
import { type PlanCase, parseCase, typeOf } from "./hcloud-plans/plan-case";
import { Planner } from "./hcloud-plans/planner";
import { reasonFor } from "./hcloud-plans/reasons";

/** As many modules as one plan has. */
const BATCH = 40;

function ownFile(): string {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const folder = configured !== undefined && configured !== "" ? configured : "../shared/oracles";
  return resolve(__dirname, "../..", folder, "hcloud-provider/plans.jsonl.gz");
}

/**
 * Replays the files, or the oracle's own. `HEPHAESTUS_ORACLE_CASES` (a pattern) chooses cases by name.
 *
 * @throws Error where there is no terraform.
 */
export async function replay(files: readonly string[]): Promise<OracleResult> {
  const core = findCores().find(({ family }) => family === "terraform");
  if (core === undefined) throw new Error("Cannot replay plans: there is no terraform on PATH");
  const chosen = new RegExp(process.env["HEPHAESTUS_ORACLE_CASES"] ?? "");
  const cases: PlanCase[] = [];
  for (const file of files.length > 0 ? files : [ownFile()]) {
    const [, ...lines] = await readJsonLines(file);
    cases.push(...lines.map(parseCase).filter(({ name }) => chosen.test(name)));
  }
  const planner = await Planner.start(core);
  try {
    return summary(await replayAll(planner, cases));
  } finally {
    planner.close();
  }
}

interface Outcome {
  readonly case: PlanCase;
  readonly lines: readonly string[];
}

async function replayAll(planner: Planner, cases: readonly PlanCase[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const together = cases.filter((one) => one.batches);
  for (const kind of [false, true]) {
    const same = together.filter(({ failed }) => failed === kind);
    for (let start = 0; start < same.length; start += BATCH) {
      outcomes.push(...(await replayBatch(planner, same.slice(start, start + BATCH))));
    }
  }
  for (const one of cases.filter(({ batches }) => !batches)) outcomes.push(await replayAlone(planner, one));
  return outcomes;
}

/** Cases that differ in company are judged alone: a neighbour's error may have ended the walk before them. */
async function replayBatch(planner: Planner, batch: readonly PlanCase[]): Promise<readonly Outcome[]> {
  const results = await planner.planTogether(batch);
  const outcomes: Outcome[] = [];
  for (const [index, one] of batch.entries()) {
    const result = results[index];
    const lines = result === undefined ? ["not planned"] : differences(one, result);
    outcomes.push(lines.length === 0 ? { case: one, lines } : await replayAlone(planner, one));
  }
  return outcomes;
}

async function replayAlone(planner: Planner, one: PlanCase): Promise<Outcome> {
  return { case: one, lines: differences(one, await planner.planAlone(one)) };
}

function summary(outcomes: readonly Outcome[]): OracleResult {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const byType = new Map<string, { passed: number; failed: number; skipped: number }>();
  for (const { case: one, lines } of outcomes) {
    const reason = lines[0] === undefined ? undefined : reasonFor(one.name, lines[0]);
    const kind = lines.length === 0 ? "passed" : reason === undefined ? "failed" : "skipped";
    const ofType = byType.get(typeOf(one)) ?? { passed: 0, failed: 0, skipped: 0 };
    byType.set(typeOf(one), ofType);
    counts[kind] += 1;
    ofType[kind] += 1;
    if (reason !== undefined) failures.push(`SKIPPED ${one.name}: ${reason}`);
    else failures.push(...lines.map((line) => `${one.name}: ${line}`));
  }
  const table = [...byType].map(
    ([type, each]) => `  ${type}: ${each.passed} passed, ${each.failed} failed, ${each.skipped} skipped`,
  );
  console.log(table.join("\n"));
  return { ...counts, failures: failures.sort() };
}
