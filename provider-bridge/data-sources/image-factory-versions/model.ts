/** Which versions of Talos a user asks for. Pure. */
import { compareVersions, parseVersion } from "../../talos-config";

/** What is asked for. */
export interface VersionFilter {
  /** Without alpha, beta and rc. */
  readonly stableOnly: boolean;
  /** Only this minor version, e.g. `v1.13` or `1.13`; null for all. */
  readonly minor: string | null;
}

/** The versions that fit, oldest first; what is no version is left out. */
export function versionsThatFit(versions: readonly string[], { stableOnly, minor }: VersionFilter): readonly string[] {
  const wanted = minor === null ? undefined : `${minor.replace(/^v/, "")}.`;
  return versions
    .flatMap((text) => {
      const version = parseVersion(text);
      return version === undefined ? [] : [{ text, version }];
    })
    .filter(({ version }) => !stableOnly || version.prerelease === "")
    .filter(({ version }) => wanted === undefined || `${version.major}.${version.minor}.` === wanted)
    .sort((left, right) => compareVersions(left.version, right.version))
    .map(({ text }) => text);
}
