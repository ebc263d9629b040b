import { legacyKind, type MachineConfig } from "../documents";
import { cloneValue, type Value, type ValueMap } from "../value";

/** Where the images of Kubernetes stand: their tags are moved by the cluster, not by the machine. */
const LEGACY_PATHS: readonly (readonly string[])[] = [
  ["machine", "kubelet", "image"],
  ["cluster", "apiServer", "image"],
  ["cluster", "controllerManager", "image"],
  ["cluster", "proxy", "image"],
  ["cluster", "scheduler", "image"],
];
const KINDS = new Set([
  "KubeletConfig",
  "KubeAPIServerConfig",
  "KubeControllerManagerConfig",
  "KubeProxyConfig",
  "KubeSchedulerConfig",
]);

const PATHS = new Set([
  ...LEGACY_PATHS.map((path) => `${legacyKind} ${path.join(".")}`),
  ...[...KINDS].map((kind) => `${kind} image`),
]);

/** Whether a path of the normal form is the image of a component of Kubernetes. */
export function isKubernetesImage(path: string): boolean {
  return PATHS.has(path);
}

/**
 * The configuration with the tags that run: where both configurations name an image of the same component, the registry
 * and repository are those wanted, tag and digest those of `running`.
 */
export function withKubernetesTags(config: MachineConfig, running: MachineConfig): MachineConfig {
  const tags = imagesOf(running);
  const documents = config.documents.map((document) => {
    const value = cloneValue(document.value);
    if (!(value instanceof Map)) return document;
    for (const path of pathsOf(document.kind)) {
      const parent = path.length === 1 ? value : mapOf(value, path.slice(0, -1));
      const image = parent?.get("image");
      const runs = tags.get(componentOf(document.kind, path));
      if (typeof image === "string" && runs !== undefined) parent?.set("image", retagged(image, runs));
    }
    return { ...document, value };
  });
  return { documents };
}

function imagesOf(config: MachineConfig): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { kind, value } of config.documents) {
    for (const path of pathsOf(kind)) {
      const parent = path.length === 1 ? value : mapOf(value, path.slice(0, -1));
      const image = parent?.get("image");
      if (typeof image === "string") found.set(componentOf(kind, path), image);
    }
  }
  return found;
}

function pathsOf(kind: string): readonly (readonly string[])[] {
  if (kind === legacyKind) return LEGACY_PATHS;
  return KINDS.has(kind) ? [["image"]] : [];
}

/** The same component has a document of its own from Talos 1.14 on. */
function componentOf(kind: string, path: readonly string[]): string {
  const name = kind === legacyKind ? (path[1] ?? "") : kind.replace(/^Kube/, "").replace(/Config$/, "");
  return name.toLowerCase().replace(/^let$/, "kubelet");
}

function mapOf(value: Value, path: readonly string[]): ValueMap | undefined {
  let current: Value | undefined = value;
  for (const key of path) current = current instanceof Map ? current.get(key) : undefined;
  return current instanceof Map ? current : undefined;
}

/** A digest stands behind the tag; a colon before the last slash is a port. */
function retagged(image: string, runs: string): string {
  return `${nameOf(image)}${runs.slice(nameOf(runs).length)}`;
}

function nameOf(image: string): string {
  const [named = ""] = image.split("@");
  const colon = named.lastIndexOf(":");
  return colon > named.lastIndexOf("/") ? named.slice(0, colon) : named;
}
