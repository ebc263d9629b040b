const VERSION = /^v?1\.(\d+)(?:\.\d+(?:-[\w.]+)?)?$/;
/** The newest contract that is taken without being asked for: from v1.14 on, most of a configuration moves to new documents. */
const NEWEST_BY_DEFAULT = 13;
const OLDEST = 9;
const NEWEST = 14;

/** What runs where nothing is said. */
export const DEFAULT_TALOS_VERSION = "v1.13.9";

/** The minor version of a Talos version or contract; undefined for a text that is neither. */
export function minorOf(text: string): number | undefined {
  const minor = VERSION.exec(text)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The minor version of the contract that configurations are written for: asked for, or that of the version. */
export function contractMinor(version: string, contract: string | undefined): number {
  if (contract !== undefined) return minorOf(contract) ?? NEWEST_BY_DEFAULT;
  return Math.min(minorOf(version) ?? NEWEST_BY_DEFAULT, NEWEST_BY_DEFAULT);
}

/** Whether our patches know the contract. */
export function isKnownContract(text: string): boolean {
  const minor = minorOf(text);
  return minor !== undefined && minor >= OLDEST && minor <= NEWEST;
}
