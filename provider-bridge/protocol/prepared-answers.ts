import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PreparedRpc, ProtocolOptions } from "./rpc";

const PREPARED: readonly PreparedRpc[] = [
  "GetProviderSchema",
  "GetMetadata",
  "GetFunctions",
  "GetResourceIdentitySchemas",
];

/** The name of the file that holds an answer in a built package. */
export function preparedAnswerFile(rpc: PreparedRpc): string {
  return `${rpc}.bin`;
}

/**
 * The answers that a build has written into this folder. Run from its sources a provider has none, and computes them.
 * A file is read when its answer is asked for.
 */
export function preparedAnswers(folder: string): NonNullable<ProtocolOptions["prepared"]> {
  const files = PREPARED.map((rpc) => [rpc, join(folder, preparedAnswerFile(rpc))] as const);
  return Object.fromEntries(
    files.filter(([, file]) => existsSync(file)).map(([rpc, file]) => [rpc, () => readFile(file)]),
  );
}
