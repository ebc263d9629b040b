/**
 * The Go program that answers what go-cty says about values (oracles/go/cty), built in a temporary folder.
 * Here belongs how it is built and asked; what its answers should be is the tests'.
 */
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoProgram, hasGo } from "./go";
import { oracle } from "./oracles";

const ANSWER_TIMEOUT_MS = 400_000;

/** Whether this machine has both Go and the program's source. */
export function canBuildCtyOracle(): boolean {
  return oracle("go/cty/main.go") !== undefined && hasGo();
}

/** The built program. `close` removes its folder. */
export interface CtyOracle {
  /** Asks all questions of a run; the answers come in the same order. Rejects after 400 s. */
  ask(questions: readonly object[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Copies the source to a temporary folder and builds it there. Rejects when Go does. */
export async function buildCtyOracle(): Promise<CtyOracle> {
  const source = oracle("go/cty");
  if (source === undefined) throw new RangeError("Cannot build the cty oracle: its source is not on this machine");
  const folder = await mkdtemp(join(tmpdir(), "cty-oracle-"));
  const program = join(folder, "program");
  await cp(source, join(folder, "source"), { recursive: true });
  await buildGoProgram(join(folder, "source"), program);
  return {
    ask: (questions) => ask(program, folder, questions),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function ask(
  program: string,
  folder: string,
  questions: readonly object[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const input = join(folder, "questions.jsonl");
  await writeFile(input, `${questions.map((question) => JSON.stringify(question)).join("\n")}\n`);
  const child = spawn("sh", ["-c", `exec "$0" < "$1"`, program, input], {
    stdio: ["ignore", "pipe", "inherit"],
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk));
  const lines = Buffer.concat(chunks).toString("utf8").trimEnd().split("\n");
  return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
}
