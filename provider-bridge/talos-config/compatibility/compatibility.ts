import { compareVersions, formatVersion, parseVersion, type Version } from "../version";

/** Whether two versions go together. */
export interface Verdict {
  readonly supported: boolean;
  /** Why not; empty when they do. */
  readonly reason: string;
}

/**
 * Talos minor version → oldest Talos it can be upgraded from, first Talos it cannot be downgraded from,
 * oldest and newest Kubernetes (all minor versions of 1). Source: Talos, pkg/machinery/compatibility.
 */
const table: ReadonlyMap<number, readonly [number, number, number, number]> = new Map([
  [2, [0, 3, 23, 25]],
  [3, [0, 5, 24, 26]],
  [4, [0, 6, 25, 27]],
  [5, [2, 7, 26, 28]],
  [6, [3, 8, 24, 29]],
  [7, [4, 9, 25, 30]],
  [8, [5, 10, 26, 31]],
  [9, [8, 11, 27, 32]],
  [10, [8, 12, 28, 33]],
  [11, [9, 13, 29, 34]],
  [12, [10, 14, 30, 35]],
  [13, [11, 15, 31, 36]],
  [14, [12, 16, 32, 37]],
]);
/** A Kubernetes patch version from here on counts as the next minor. Source: Talos writes 1.36.99 as the bound. */
const maxKubernetesPatch = 99;
const yes: Verdict = { supported: true, reason: "" };

function rowOf(version: Version): readonly [number, number, number, number] | undefined {
  return version.major === 1 ? table.get(version.minor) : undefined;
}

/** May a node that runs `from` be upgraded (or downgraded) to `target`? Throws RangeError for texts that are no versions. */
export function talosUpgrade(from: string, target: string): Verdict {
  const source = versionOf(from, "Talos");
  const goal = versionOf(target, "Talos");
  const row = rowOf(goal);
  if (row === undefined) return no(`upgrades to Talos ${formatVersion(goal)} are not known`);
  const [oldest, newest] = row;
  const core = { ...source, prerelease: "" };
  if (compareVersions(core, minor(oldest)) < 0) {
    return no(
      `Talos ${formatVersion(source)} is too old to be upgraded to ${formatVersion(goal)}, go over 1.${oldest} first`,
    );
  }
  if (compareVersions(core, minor(newest)) >= 0) {
    return no(`Talos ${formatVersion(source)} is too new to be downgraded to ${formatVersion(goal)}`);
  }
  return yes;
}

/** Does that Talos run that Kubernetes? Throws RangeError for texts that are no versions. */
export function kubernetesSupport(kubernetes: string, talos: string): Verdict {
  const version = versionOf(kubernetes, "Kubernetes");
  const host = versionOf(talos, "Talos");
  const row = rowOf(host);
  if (row === undefined) return no(`what Talos ${formatVersion(host)} supports is not known`);
  const [, , oldest, newest] = row;
  const range = `Talos ${host.major}.${host.minor} runs 1.${oldest} to 1.${newest}`;
  const core = { ...version, prerelease: "" };
  if (compareVersions(core, minor(oldest)) < 0) return no(`Kubernetes ${formatVersion(version)} is too old, ${range}`);
  const bound = { ...minor(newest), patch: maxKubernetesPatch };
  return compareVersions(core, bound) >= 0 ? no(`Kubernetes ${formatVersion(version)} is too new, ${range}`) : yes;
}

/** The Talos minor versions to go over, one after the other, each as far as supported; empty when there is no way. */
export function upgradePath(from: string, target: string): string[] {
  const goal = versionOf(target, "Talos");
  let current = versionOf(from, "Talos");
  const path: string[] = [];
  while (!talosUpgrade(formatVersion(current), formatVersion(goal)).supported) {
    const next = [...table.keys()]
      .filter((candidate) => candidate > current.minor && candidate < goal.minor)
      .toReversed()
      .find((candidate) => talosUpgrade(formatVersion(current), `1.${candidate}.0`).supported);
    if (next === undefined) return [];
    path.push(`1.${next}`);
    current = minor(next);
  }
  return [...path, formatVersion(goal)];
}

function versionOf(text: string, product: string): Version {
  const version = parseVersion(text);
  if (version === undefined)
    throw new RangeError(`Cannot read the ${product} version "${text}": write it like v1.13.9`);
  return version;
}

function minor(number: number): Version {
  return { major: 1, minor: number, patch: 0, prerelease: "" };
}

function no(reason: string): Verdict {
  return { supported: false, reason };
}
