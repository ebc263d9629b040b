/**
 * Replays the corpus of answers of Talos's own library against ours: `npm run oracle -- talos FILE…`.
 * A case passes when our verdict and result are the same; what differs on purpose is listed with its reason.
 */

import { type Json, type OracleCase, objectAt, readCases, textAt } from "./talos/case";
import { replayCompatibility, replayConfigDiff, replayRedact } from "./talos/comparisons";
import { replayDecode, replayGenerate, replayPatch } from "./talos/configurations";
import {
  replayClientCertificate,
  replaySecretsFromConfig,
  replaySecretsParse,
  replayTalosconfigMerge,
  replayTalosconfigParse,
  replayX509,
} from "./talos/secrets";
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
  secrets_parse: replaySecretsParse,
  secrets_from_config: replaySecretsFromConfig,
  client_cert: replayClientCertificate,
  talosconfig_parse: replayTalosconfigParse,
  talosconfig_merge: replayTalosconfigMerge,
  x509: replayX509,
  compat: replayCompatibility,
  config_diff: replayConfigDiff,
  redact: replayRedact,
};

/** One way in which ours differs on purpose. */
export interface Difference {
  /** Why ours is better. */
  readonly reason: string;
  readonly applies: (question: OracleCase) => boolean;
}

/** All of them; what they apply to counts as skipped. */
export const differences: readonly Difference[] = [
  {
    reason:
      "ours knows Talos 1.14, which the library of 1.13 refuses as unknown; the corpus of 1.14 judges those answers",
    applies: ({ op, in: input, out, minor }) =>
      op === "compat" && minor < 14 && textAt(input, "target").startsWith("v1.14.") && saysUnknown(out),
  },
];

/** The library's words for a version that it does not know. */
function saysUnknown(out: Json): boolean {
  return ["upgrade", "kubernetes"].some((name) => textAt(objectAt(out, name), "reason").endsWith("not supported"));
}

/** Asks our library every question of the files. */
export async function replay(files: string[]): Promise<ReplayResult> {
  const failures: string[] = [];
  let passed = 0;
  let skipped = 0;
  for (const question of files.flatMap(readCases)) {
    const family = families[question.op];
    const failure = family === undefined ? "" : answer(family, question);
    const isKnown = failure !== undefined && differences.some((difference) => difference.applies(question));
    if (family === undefined || isKnown) skipped += 1;
    else if (failure === undefined) passed += 1;
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
