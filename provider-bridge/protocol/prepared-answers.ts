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
 * The answers that a build has written down. `find` gives what reads the file of this name beside the code, or undefined
 * where there is none: run from its sources a provider has none, and computes its answers.
 */
export function preparedAnswers(
  find: (file: string) => (() => Uint8Array | Promise<Uint8Array>) | undefined,
): NonNullable<ProtocolOptions["prepared"]> {
  return Object.fromEntries(
    PREPARED.flatMap((rpc) => {
      const read = find(preparedAnswerFile(rpc));
      return read === undefined ? [] : [[rpc, read]];
    }),
  );
}
