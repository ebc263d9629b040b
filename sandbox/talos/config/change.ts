/** What applying another configuration means for a running node: nothing, live, or a reboot. */
import { isDeepStrictEqual } from "node:util";
import { at, isPlainMap, type Plain } from "./plain";
import type { Configuration } from "./read-configuration";

/** Keys of `machine` that Talos up to 1.13 applies without a reboot (facts §2.11). */
const liveMachineKeys: readonly string[] = [
  "ca",
  "acceptedCAs",
  "time",
  "certSANs",
  "install",
  "network",
  "sysfs",
  "sysctls",
  "logging",
  "controlPlane",
  "kubelet",
  "kernel",
  "registries",
  "pods",
  "seccompProfiles",
  "nodeLabels",
  "nodeAnnotations",
  "nodeTaints",
];
const liveFeatures: readonly string[] = [
  "kubernetesTalosAPIAccess",
  "kubePrism",
  "hostDNS",
  "imageCache",
  "nodeAddressSortAlgorithm",
];

/** The paths that only a reboot changes, as in "machine.type"; empty: everything can be applied live. */
export function rebootPaths(before: Configuration, after: Configuration): string[] {
  const [old, next] = [before.main, after.main];
  const paths = differing(at(old, "machine"), at(next, "machine"), liveMachineKeys, "machine");
  if (!isDeepStrictEqual(at(old, "version") ?? null, at(next, "version") ?? null)) paths.push("version");
  if (!isDeepStrictEqual(at(old, "persist") ?? null, at(next, "persist") ?? null)) paths.push("persist");
  return paths.flatMap((path) =>
    path === "machine.features" &&
    isPlainMap(at(old, "machine", "features")) &&
    isPlainMap(at(next, "machine", "features"))
      ? differing(at(old, "machine", "features"), at(next, "machine", "features"), liveFeatures, path)
      : [path],
  );
}

function differing(
  before: Plain | undefined,
  after: Plain | undefined,
  live: readonly string[],
  prefix: string,
): string[] {
  const [old, next] = [isPlainMap(before) ? before : {}, isPlainMap(after) ? after : {}];
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...keys]
    .filter((key) => !live.includes(key) && !isDeepStrictEqual(old[key] ?? null, next[key] ?? null))
    .map((key) => `${prefix}.${key}`);
}
