/** A version of Talos, or of Kubernetes. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `rc.1` of `v1.14.0-rc.1`, empty for a release. */
  readonly prerelease: string;
}

/**
 * Reads `v1.13.9`, `1.13.9`, `1.14.0-rc.1`; a missing minor or patch number counts as 0.
 * Returns undefined when the text is no version.
 */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, major = "0", minor = "0", patch = "0", prerelease = ""] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}

/** Negative, zero or positive like a comparison function; a prerelease comes before its release. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

function comparePrereleases(left: string, right: string): number {
  if (left === right) return 0;
  if (left === "" || right === "") return left === "" ? 1 : -1;
  const a = left.split(".");
  const b = right.split(".");
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const x = a[index];
    const y = b[index];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const numeric = /^\d+$/;
    if (numeric.test(x) && numeric.test(y)) {
      if (Number(x) !== Number(y)) return Number(x) - Number(y);
    } else if (x !== y) {
      return numeric.test(x) ? -1 : numeric.test(y) ? 1 : x < y ? -1 : 1;
    }
  }
  return 0;
}

/** `1.13.9`, with the prerelease if there is one. */
export function formatVersion(version: Version): string {
  const base = `${version.major}.${version.minor}.${version.patch}`;
  return version.prerelease === "" ? base : `${base}-${version.prerelease}`;
}
