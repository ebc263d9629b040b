/** What the versions of Talos have and lack. */

/** Major and minor of a version such as "v1.13.9": 13 for Talos 1.13. */
export function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)\./.exec(version)?.[1] ?? Number.NaN);
}

/** The oldest version that may be running, and the one below which it must be, for an upgrade to 1.`minor` (facts §1). */
const upgradeRanges: ReadonlyMap<number, readonly [number, number]> = new Map([
  [9, [8, 11]],
  [10, [8, 12]],
  [11, [9, 13]],
  [12, [10, 14]],
  [13, [11, 15]],
  [14, [12, 16]],
]);

/** Why the installer of `target` refuses a node that runs `current`; undefined when it does not. */
export function upgradeRefusal(current: string, target: string): string | undefined {
  const range = upgradeRanges.get(minorOf(target));
  if (range === undefined) return `unsupported target version ${target}`;
  const [oldest, below] = range;
  const running = minorOf(current);
  const [from, to] = [current.replace(/^v/, ""), target.replace(/^v/, "")];
  if (running < oldest) return `host version ${from} is too old to upgrade to Talos version ${to}`;
  return running >= below ? `host version ${from} is too new to downgrade to Talos version ${to}` : undefined;
}

/** Version texts that `Version` and the node's info tell, by minor version (facts §1; builds are made up). */
export interface VersionDetails {
  readonly kernel: string;
  readonly containerd: string;
  readonly etcd: string;
  readonly defaultKubernetes: string;
  readonly coreDns: string;
  readonly go: string;
}

const details: ReadonlyMap<number, VersionDetails> = new Map([
  [9, row("6.12.25", "2.0.5", "3.5.21", "1.32.4", "1.12.0", "1.23.8")],
  [10, row("6.12.63", "2.0.7", "3.5.26", "1.33.6", "1.12.1", "1.24.11")],
  [11, row("6.12.62", "2.1.5", "3.6.5", "1.34.1", "1.12.4", "1.24.11")],
  [12, row("6.18.42", "2.2.5", "3.6.11", "1.35.4", "1.14.2", "1.25.10")],
  [13, row("6.18.44", "2.2.7", "3.6.12", "1.36.3", "1.14.6", "1.26.4")],
  [14, row("6.18.44", "2.3.3", "3.7.1", "1.37.0", "1.14.6", "1.26.4")],
]);

/** The details of a version; those of the newest known for one that is not in the table. */
export function versionDetails(version: string): VersionDetails {
  return (
    details.get(minorOf(version)) ?? details.get(14) ?? row("6.18.44", "2.3.3", "3.7.1", "1.37.0", "1.14.6", "1.26.4")
  );
}

function row(
  kernel: string,
  containerd: string,
  etcd: string,
  defaultKubernetes: string,
  coreDns: string,
  go: string,
): VersionDetails {
  return { kernel, containerd, etcd, defaultKubernetes, coreDns, go };
}
