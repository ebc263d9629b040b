/** The original library, asked through the oracle program; it is built outside of the repository. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, type Json, type OracleCase, objectAt, textAt } from "./case";

/** A question without its answer. */
export interface Question {
  readonly op: string;
  readonly in: Json;
}

/** Whether Go is on this machine. */
export function hasGo(): boolean {
  return spawnSync("go", ["version"]).status === 0;
}

/** Builds the program of one minor version from a copy; the path of the binary. Throws when Go cannot build it. */
export function buildOracle(source: string, minor: number): string {
  const folder = mkdtempSync(join(tmpdir(), "talos-oracle-"));
  cpSync(source, folder, { recursive: true });
  const binary = join(folder, "talos-oracle");
  const version = minor === 13 ? [] : [`-modfile=talos-1.${minor}.mod`, "-tags", `talos1_${minor}`];
  const built = spawnSync("go", ["build", ...version, "-o", binary, "."], { cwd: folder, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`Cannot build the Talos oracle: ${built.stderr}`);
  return binary;
}

/** Asks all questions in one run; the cases in the same order. */
export function askOracle(binary: string, questions: readonly Question[], minor: number): OracleCase[] {
  const lines = questions.map((question, id) => JSON.stringify({ id, ...question }));
  const ran = spawnSync(binary, [], { input: `${lines.join("\n")}\n`, encoding: "utf8", maxBuffer: 1 << 30 });
  const answers = ran.stdout.trimEnd().split("\n");
  if (answers.length !== questions.length) throw new Error(`The Talos oracle answers too little: ${ran.stderr}`);
  return questions.map((question, index) => {
    const answer: unknown = JSON.parse(answers[index] ?? "{}");
    if (!isObject(answer)) throw new Error("The Talos oracle's answer is no object");
    if (textAt(answer, "error").startsWith("oracle:")) throw new Error(`A wrong question: ${textAt(answer, "error")}`);
    const out = { ok: answer["ok"], error: answer["error"], ...objectAt(answer, "out") };
    return { id: String(index), kind: answer["panic"] === true ? "panic" : question.op, ...question, out, minor };
  });
}
