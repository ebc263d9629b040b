/**
 * What every oracle in scripts/oracles/ has in common: how it is called, and how its files are read.
 * Here belongs nothing of what a particular oracle checks.
 */

/** What came of replaying files. */
export interface OracleResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each failed case, and for each reason to skip. */
  readonly failures: readonly string[];
}

/** What each file in scripts/oracles/ exports. */
export interface Oracle {
  /** Replays these files, or the oracle's own if there are none. */
  replay(files: readonly string[]): Promise<OracleResult>;
}

/** Narrows a loaded module. Throws a TypeError when it exports no `replay`. */
export function parseOracle(path: string, loaded: unknown): Oracle {
  if (isOracle(loaded)) return loaded;
  throw new TypeError(`Cannot use ${path}: it exports no function "replay"`);
}

function isOracle(value: unknown): value is Oracle {
  return typeof value === "object" && value !== null && "replay" in value && typeof value.replay === "function";
}
