/**
 * What a real kube-apiserver answered, replayed against a cluster of the sandbox: exchanges group by group, each against a
 * cluster of its own, or commands of kubectl in one. What comes later is listed with its reason in kubernetes/reasons.ts.
 */
import { resolve } from "node:path";
import { type OracleLine, readJsonLines } from "../oracles-format/json-lines";
import type { OracleResult } from "../oracles-format/oracle";
import { listedCases, reasonFor } from "./kubernetes/reasons";
import { replayCommands } from "./kubernetes/replay-commands";
import { type Outcome, replayGroup } from "./kubernetes/replay-group";

function ownFiles(): string[] {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const folder = configured !== undefined && configured !== "" ? configured : "../shared/oracles";
  return ["contract.jsonl.gz", "kubectl-1.32.jsonl", "kubectl.jsonl"].map((name) =>
    resolve(__dirname, "../..", folder, "kubernetes", name),
  );
}

/** Of what is told of one failure. */
const mostCharacters = 900;

/** Replays the files, or the oracle's own. */
export async function replay(files: readonly string[]): Promise<OracleResult> {
  const outcomes: Outcome[] = [];
  for (const file of files.length > 0 ? files : ownFiles()) {
    const lines = await readJsonLines(file);
    outcomes.push(...(isCommandFile(lines) ? await replayCommands(resolve(file), lines) : await replayGroups(lines)));
  }
  return resultOf(outcomes);
}

function isCommandFile(lines: readonly OracleLine[]): boolean {
  return lines.some((line) => Array.isArray(line["args"]));
}

async function replayGroups(lines: readonly OracleLine[]): Promise<readonly Outcome[]> {
  const wanted = process.env["ORACLE_GROUP"]?.split(",");
  const outcomes: Outcome[] = [];
  let opening: OracleLine | undefined;
  let members: OracleLine[] = [];
  const finish = async () => {
    if (opening === undefined || (wanted !== undefined && !wanted.includes(String(opening["group"])))) return;
    outcomes.push(...(await replayGroup(opening, members)));
  };
  for (const line of lines) {
    if (line["startOfGroup"] === true) {
      await finish();
      [opening, members] = [line, []];
    } else {
      opening ??= { group: String(line["group"] ?? "file") };
      members.push(line);
    }
  }
  await finish();
  return outcomes;
}

interface GroupResult {
  passed: number;
  /** By name. */
  readonly failed: Map<string, string>;
  /** Names by reason. */
  readonly skipped: Map<string, string[]>;
  readonly seen: Set<string>;
}

/** Counts; one line for each group, its failures, and what is skipped with its reason. */
function resultOf(outcomes: readonly Outcome[]): OracleResult {
  const groups = new Map<string, GroupResult>();
  for (const outcome of outcomes) {
    const row = groups.get(outcome.group) ?? { passed: 0, failed: new Map(), skipped: new Map(), seen: new Set() };
    groups.set(outcome.group, row);
    addOutcome(row, outcome);
  }
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const [failures, skips]: [string[], string[]] = [[], []];
  for (const [group, row] of groups) {
    for (const name of listedCases(group)) {
      if (!row.seen.has(name)) row.failed.set(name, "is listed with a reason, but is not there");
    }
    const skipped = [...row.skipped.values()].reduce((sum, names) => sum + names.length, 0);
    console.log(`${group}: passed=${row.passed} failed=${row.failed.size} skipped=${skipped}`);
    counts.passed += row.passed;
    counts.failed += row.failed.size;
    counts.skipped += skipped;
    for (const [name, text] of row.failed) failures.push(`${group}/${name}: ${text}`);
    for (const [reason, names] of row.skipped)
      skips.push(`SKIPPED ${group} (${names.length}): ${reason}: ${names.join(" ")}`);
  }
  return { ...counts, failures: [...failures, ...skips] };
}

function addOutcome(row: GroupResult, { group, name, isBoilerplate, differences }: Outcome): void {
  const reason = reasonFor(group, name);
  row.seen.add(name);
  if (differences.length > 0 && reason === undefined)
    row.failed.set(name, differences.slice(0, 4).join("; ").slice(0, mostCharacters));
  else if (differences.length > 0 && reason !== undefined)
    row.skipped.set(reason, [...(row.skipped.get(reason) ?? []), name]);
  else if (reason !== undefined) row.failed.set(name, "agrees: it is listed with a reason, and need not be");
  else row.passed += isBoilerplate ? 0 : 1;
}
