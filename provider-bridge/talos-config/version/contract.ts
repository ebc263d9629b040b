/** The newest version contract (minor version) that can be generated. */
export const newestContract = 14;

/**
 * The minor version of a contract such as `v1.13`, `1.13` or `v1.13.9`; empty text means the newest.
 * Throws RangeError for anything that is no version from 1.0 to 1.14.
 */
export function parseContract(text: string): number {
  if (text === "") return newestContract;
  const match = /^v?(\d+)\.(\d+)(?:$|\.)/.exec(text);
  if (match === null) {
    throw new RangeError(`Cannot read the version contract "${text}": it is no version such as v1.13`);
  }
  const minor = Number(match[2]);
  if (match[1] !== "1" || minor > newestContract) {
    throw new RangeError(
      `Cannot use the version contract "${text}": contracts from v1.0 to v1.${newestContract} are known`,
    );
  }
  return minor;
}
