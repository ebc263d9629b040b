/** Which kinds of documents and which keys a Talos version knows: the generated table, and what it leaves out. */
import published from "./generated/keys.json";

/** Key → type, see {@link keyType}; of one type of the table. */
type Keys = Readonly<Record<string, string>>;

/** The published schemas hide what is old, and lag behind what is new; all of these are read by Talos. */
const unpublishedKeys: Readonly<Record<string, Keys>> = {
  "v1alpha1.Config": { persist: "9 b" },
  "v1alpha1.MachineConfig": { acceptedCAs: "9 [&v1alpha1.MachineConfig.acceptedCAs" },
  "v1alpha1.ClusterConfig": {
    acceptedCAs: "9 [&v1alpha1.ClusterConfig.acceptedCAs",
    allowSchedulingOnMasters: "9 b",
  },
  "v1alpha1.EtcdConfig": { subnet: "9 s" },
  "v1alpha1.Device": { cidr: "9 s" },
  "v1alpha1.Vlan": { cidr: "9 s" },
  "v1alpha1.InstallConfig": { bootloader: "9 b" },
  "v1alpha1.DiskPartition": { size: "9 s" },
  "v1alpha1.LoggingDestination": { endpoint: "9 s" },
};
const unpublishedKinds: Keys = {
  KubeSpanEndpointsConfig: "9 &network.KubespanEndpointsConfigV1Alpha1",
  ImageVerificationConfig: "13 ?",
  UnattendedInstallConfig: "14 &runtime.UnattendedInstallConfigV1Alpha1",
};
/** In the schema's list of kinds, but not what the program registers. */
const neverRegistered: readonly string[] = ["KubeSpanEndpoints", "UnattendedInstall"];

/** The type of a kind's document in Talos 1.`minor`; undefined when that version does not know the kind. */
export function kindType(kind: string, minor: number): string | undefined {
  const kinds: Keys = published.kinds;
  if (neverRegistered.includes(kind)) return undefined;
  const entry = Object.hasOwn(unpublishedKinds, kind) ? unpublishedKinds[kind] : undefined;
  return typeIn(entry ?? (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined), minor);
}

/**
 * The type of a key in Talos 1.`minor`; undefined when that version does not know it. Types: s text · b truth · i whole
 * number · ? anything · o a map of anything · a an argument (text or list of texts) · =x|y one of these · [T list ·
 * {T map · &N the type N.
 */
export function keyType(type: string, key: string, minor: number): string | undefined {
  const types: Readonly<Record<string, Keys>> = published.types;
  for (const table of [unpublishedKeys, types]) {
    const keys = Object.hasOwn(table, type) ? table[type] : undefined;
    const entry = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (entry !== undefined) return typeIn(entry, minor);
  }
  return undefined;
}

/** The last type that is not newer than the version. */
function typeIn(entry: string | undefined, minor: number): string | undefined {
  let found: string | undefined;
  for (const part of entry?.split(/, (?=\d+ )/) ?? []) {
    const [since, type] = part.split(" ");
    if (Number(since) <= minor) found = type;
  }
  return found;
}
