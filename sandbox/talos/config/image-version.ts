/** Kubernetes images and the range that a Talos version runs (facts §1). */

/** Talos minor → oldest and newest Kubernetes minor. */
const supported: ReadonlyMap<number, readonly [number, number]> = new Map([
  [9, [27, 32]],
  [10, [28, 33]],
  [11, [29, 34]],
  [12, [30, 35]],
  [13, [31, 36]],
  [14, [32, 37]],
]);
/** From this Talos minor on, nodes look at the tags when a configuration is applied. */
const firstMinorThatChecks = 11;

/** "1.36.3" of an image reference; undefined without a version tag. */
export function imageVersion(image: string): string | undefined {
  return /:v?(\d+\.\d+\.\d+[^@]*)(@|$)/.exec(image)?.[1];
}

/** What Talos 1.`minor` has against running this image; nothing for an empty one. */
export function imageVersionFinding(image: string, minor: number): string[] {
  const version = imageVersion(image);
  const range = supported.get(minor);
  if (version === undefined || range === undefined || minor < firstMinorThatChecks) return [];
  const kubernetesMinor = Number(version.split(".")[1]);
  const name = `version of Kubernetes ${version}`;
  if (kubernetesMinor < range[0]) return [`${name} is too old to be used with Talos 1.${minor}`];
  return kubernetesMinor > range[1] ? [`${name} is too new to be used with Talos 1.${minor}`] : [];
}
