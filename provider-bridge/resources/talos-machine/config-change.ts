/** What tells two configurations apart, and what applying one over the other takes. Pure; secrets never stand in it. */
import { type ConfigChange, diffConfigs, isKubernetesImage, type MachineConfig } from "../../talos-config";

/** Differences, the images of Kubernetes left out. */
export function configChanges(active: MachineConfig, wanted: MachineConfig): readonly ConfigChange[] {
  return diffConfigs(active, wanted).filter(({ path }) => !isKubernetesImage(path));
}

/** What Read says of each difference. */
export function driftSentences(changes: readonly ConfigChange[]): readonly string[] {
  return shortened(changes.map(({ path, before, after }) => `document ${path}: ${word(before, after)}`));
}

/** Of changes by document alone, where what was wanted is known by its hashes only. */
export function documentDrift(
  active: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): readonly string[] {
  const labels = [...new Set([...Object.keys(active), ...Object.keys(wanted)])].sort();
  return labels.flatMap((label) =>
    active[label] === wanted[label] ? [] : [`document ${label}: ${word(active[label], wanted[label])}`],
  );
}

/** In the words of what happened behind our back: from what is wanted to what is there. */
function word(found: string | undefined, wanted: string | undefined): string {
  if (found === undefined) return "missing";
  return wanted === undefined ? "added" : "changed";
}

/** More sentences make a plan unreadable. */
const mostSentences = 20;

function shortened(sentences: readonly string[]): readonly string[] {
  if (sentences.length <= mostSentences) return sentences;
  const more = sentences.length - mostSentences + 1;
  return [...sentences.slice(0, mostSentences - 1), `and ${more} more differences`];
}

/** Keys of `machine` that Talos applies while it runs (Talos up to 1.13 says so itself; newer ones do not say). */
const LIVE_MACHINE_KEYS = new Set([
  ...["ca", "acceptedCAs", "time", "certSANs", "install", "network", "sysfs", "sysctls", "logging", "controlPlane"],
  ...["kubelet", "kernel", "registries", "pods", "seccompProfiles", "nodeLabels", "nodeAnnotations", "nodeTaints"],
]);
const LIVE_FEATURES = new Set([
  ...["kubernetesTalosAPIAccess", "kubePrism", "hostDNS", "imageCache", "nodeAddressSortAlgorithm"],
]);
/** Documents that took the place of keys which need a reboot, by the version that brought them. */
const REBOOT_KINDS: readonly (readonly [minor: number, kind: string])[] = [
  [13, "EnvironmentConfig"],
  [14, "CRIBaseRuntimeSpecConfig"],
  [14, "SecurityProfileConfig"],
  [14, "UdevRulesConfig"],
];

/** From here on, Talos applies documents in place of keys, and never tells that a reboot is needed. */
const firstSilentMinor = 14;

/** The differences that become active with a reboot only, on that Talos (minor version, 13 for 1.13). */
export function rebootPaths(changes: readonly ConfigChange[], minor: number): readonly string[] {
  return changes.map(({ path }) => path).filter((path) => needsReboot(path, minor));
}

function needsReboot(path: string, minor: number): boolean {
  const [document = "", at = ""] = split(path);
  if (document !== "v1alpha1") {
    const kind = document.split("/")[0] ?? "";
    // Up to 1.13 Talos applies every document while it runs.
    return minor >= firstSilentMinor && REBOOT_KINDS.some(([since, name]) => since <= minor && name === kind);
  }
  const [section = "", key = "", feature = ""] = at.split(/[.[]/);
  if (section === "persist" || section === "version") return true;
  if (section !== "machine") return false;
  return key === "features" ? !LIVE_FEATURES.has(feature) : !LIVE_MACHINE_KEYS.has(key);
}

function split(path: string): readonly string[] {
  const space = path.indexOf(" ");
  return space < 0 ? [path] : [path.slice(0, space), path.slice(space + 1)];
}

/** What an update does, as `action` says it. */
export type ActionKind = "apply" | "apply and reboot" | "stage" | "none";

/** More paths make a plan unreadable. */
const mostPaths = 5;

/** `apply and reboot: v1alpha1 machine.env.FOO`. */
export function actionText(kind: ActionKind, changes: readonly ConfigChange[]): string {
  if (changes.length === 0) return kind;
  const paths = changes.slice(0, mostPaths).map(({ path }) => path);
  const more = changes.length > mostPaths ? ` and ${changes.length - mostPaths} more` : "";
  return `${kind}: ${paths.join(", ")}${more}`;
}

/** Whether an action that was planned reboots. */
export function reboots(action: string): boolean {
  return action.startsWith("apply and reboot");
}
