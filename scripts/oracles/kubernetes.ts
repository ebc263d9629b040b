/**
 * What a real kube-apiserver answered, replayed against a cluster of the sandbox: exchanges group by group, each against a
 * cluster of its own, or commands of kubectl in one. What comes later is listed with its reason in kubernetes/reasons.ts.
 */
import { resolve } from "node:path";
import { type OracleLine, readJsonLines } from "../oracles-format/json-lines";
import type { OracleResult } from "../oracles-format/oracle";
import { reasonFor } from "./kubernetes/reasons";
import { replayCommands } from "./kubernetes/replay-commands";
import { type Outcome, replayGroup } from "./kubernetes/replay-group";

function ownFiles(): string[] {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const folder = configured !== undefined && configured !== "" ? configured : "../shared/oracles";
  return ["contract.jsonl.gz", "kubectl-1.32.jsonl"].map((name) =>
    resolve(__dirname, "../..", folder, "kubernetes", name),
  );
}

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

/** Counts, and one line for each group before its failures. */
function resultOf(outcomes: readonly Outcome[]): OracleResult {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const byGroup = new Map<string, { passed: number; failed: number; skipped: number; lines: string[] }>();
  for (const { group, name, isBoilerplate, differences } of outcomes) {
    const row = byGroup.get(group) ?? { passed: 0, failed: 0, skipped: 0, lines: [] };
    byGroup.set(group, row);
    const reason = reasonFor(group, name);
    if (differences.length === 0) row.passed += isBoilerplate ? 0 : 1;
    else if (reason !== undefined) row.skipped += 1;
    else {
      row.failed += 1;
      row.lines.push(`${group}/${name}: ${differences.slice(0, 4).join("; ").slice(0, 900)}`);
    }
  }
  for (const [group, row] of byGroup) {
    console.log(`${group}: passed=${row.passed} failed=${row.failed} skipped=${row.skipped}`);
    counts.passed += row.passed;
    counts.failed += row.failed;
    counts.skipped += row.skipped;
  }
  return { ...counts, failures: [...byGroup.values()].flatMap(({ lines }) => lines) };
}
