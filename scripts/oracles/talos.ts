/**
 * Replays the corpus of answers of Talos's own library against ours: `npm run oracle -- talos FILE…`.
 * A case passes when our verdict and result are the same; what differs on purpose is listed with its reason.
 */
import { type OracleCase, readCases } from "./talos/case";
import { replayDecode, replayGenerate, replayPatch } from "./talos/configurations";
import { replayValidate } from "./talos/validation";

/** What came out of a replay. */
export interface ReplayResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each failed case. */
  readonly failures: string[];
}

const families: Readonly<Record<string, (question: OracleCase) => string | undefined>> = {
  generate: replayGenerate,
  patch: replayPatch,
  decode: replayDecode,
  validate: replayValidate,
};

/** Cases in which ours differs on purpose: file family and id, and why ours is better. */
export const differences: ReadonlyMap<string, string> = new Map();

/** Asks our library every question of the files. */
export async function replay(files: string[]): Promise<ReplayResult> {
  const failures: string[] = [];
  let passed = 0;
  let skipped = 0;
  for (const question of files.flatMap(readCases)) {
    const family = families[question.op];
    if (family === undefined || differences.has(question.id)) {
      skipped += 1;
      continue;
    }
    const failure = answer(family, question);
    if (failure === undefined) passed += 1;
    else failures.push(`${question.id} (${question.op}, ${question.kind}): ${failure}`);
  }
  return { passed, failed: failures.length, skipped, failures };
}

function answer(family: (question: OracleCase) => string | undefined, question: OracleCase): string | undefined {
  try {
    return family(question);
  } catch (error) {
    return `crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
