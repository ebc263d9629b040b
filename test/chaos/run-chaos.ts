/** The matrix, or a part of it, in this process. */
import { type ChaosCase, caseName, casesOf, sampleOf, shardOf } from "./cases";
import { ProviderChildren } from "./provider-child";
import { recordCalls, runCase, type Stagehands, type Verdict } from "./run-case";
import { prepareScenarios } from "./scenarios";
import { startWrongAnswers } from "./wrong-answers";

/** What to run. */
export interface ChaosOptions {
  /** How many cases; default: all. */
  readonly sample?: number;
  /** Only cases whose name holds this text. @default all */
  readonly only?: string;
  /** The part of this process: its number from 0, and how many there are. @default all of it */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Hears of each case as it ends. */
  readonly tell: (line: string) => void;
}

/** What came out. */
export interface ChaosResult {
  readonly cases: number;
  /** Names of cases with what was wrong. */
  readonly failures: readonly string[];
  /** Cases whose point was not reached this time; they count for nothing. */
  readonly missed: number;
  /** Cases that failed once and not when they were run again, as on a machine that is too busy: told, and no failures. */
  readonly again: number;
}

/** Runs it. */
export async function runChaos({ sample, only = "", shard, tell }: ChaosOptions): Promise<ChaosResult> {
  const { index, count } = shard ?? { index: 0, count: 1 };
  const children = await ProviderChildren.prepare();
  const answers = await startWrongAnswers();
  const hands = { children, wrongAnswers: answers.url };
  try {
    const all = (await matrix(hands, only, tell)).filter((each) => caseName(each).includes(only));
    const chosen = sample === undefined ? all : sampleOf(all, sample);
    return await runAll(
      chosen.filter((each) => shardOf(caseName(each), count) === index),
      hands,
      tell,
    );
  } finally {
    await answers.close();
    children.remove();
  }
}

async function matrix(hands: Stagehands, only: string, tell: ChaosOptions["tell"]): Promise<readonly ChaosCase[]> {
  const cases: ChaosCase[] = [];
  for (const scenario of await prepareScenarios(hands.children)) {
    const isMeant = only.startsWith(scenario.name) || scenario.name.includes(only) || !only.startsWith("talos_");
    if (!isMeant) continue;
    const calls = await recordCalls(scenario, hands);
    const made = casesOf(scenario, calls);
    tell(`${scenario.name}: ${calls.length} calls, ${made.length} cases`);
    cases.push(...made);
  }
  return cases;
}

async function runAll(cases: readonly ChaosCase[], hands: Stagehands, tell: ChaosOptions["tell"]) {
  const failures: string[] = [];
  let [run, missed, again] = [0, 0, 0];
  for (const each of cases) {
    const first = await toldCase(each, hands, tell);
    const failedOnce = first.wrong.length > 0;
    const { wrong, isStruck } = failedOnce ? await toldCase(each, hands, tell) : first;
    if (isStruck) run += 1;
    else missed += 1;
    if (wrong.length > 0) failures.push(`${caseName(each)}\n  ${wrong.join("\n  ")}`);
    else if (failedOnce) again += 1;
  }
  return { cases: run, failures, missed, again };
}

async function toldCase(each: ChaosCase, hands: Stagehands, tell: ChaosOptions["tell"]): Promise<Verdict> {
  const began = performance.now();
  const verdict = await runCase(each, hands).catch(harnessFailure);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { wrong, isStruck } = verdict;
  tell(`${wrong.length > 0 ? "FAILED" : isStruck ? "ok" : "not reached"} ${caseName(each)} (${seconds} s)`);
  for (const line of wrong) tell(`  ${line}`);
  return verdict;
}

function harnessFailure(error: unknown): Verdict {
  return { wrong: [`the harness failed: ${error instanceof Error ? error.message : String(error)}`], isStruck: true };
}
