/** What Talos remembers over the end of the process: installations on disks, clusters with their etcd and Kubernetes. */
import type { ClusterIdentity } from "../kubernetes";
import type { EtcdMember, EtcdState } from "./etcd";
import { etcdLinks } from "./fleet/etcd-addresses";
import type { Fleet } from "./fleet/fleet";
import { TalosCluster } from "./fleet/talos-cluster";
import { freshInstallation, type Installation } from "./machine/installation";

/** The fleet as JSON-able data. */
export function saveFleet(fleet: Fleet): unknown {
  const clusters = [...fleet.clusters.values()].map(({ etcd, kubernetes, appliedManifests }) => ({
    etcd,
    identity: kubernetes.identity,
    kubernetes: kubernetes.save(),
    appliedManifests: Object.fromEntries(appliedManifests),
  }));
  return { installations: [...fleet.installations.values()], clusters };
}

/** What must be there of each saved thing, and of which kind; null: anything. */
const sampleEtcd: Partial<EtcdState> = { clusterId: "", members: [], alarms: [], term: 0, index: 0, version: "" };
const sampleMember: EtcdMember = { id: "", name: "", peerUrls: [], clientUrls: [], isLearner: false, isRunning: false };
const sampleIdentity: Partial<ClusterIdentity> = { serviceAccountKeyPem: "", controlPlaneEndpoint: "" };

/**
 * Puts back what {@link saveFleet} gave; machines begin with their servers' next boot.
 * @throws TypeError when the data is of another shape.
 */
export function restoreFleet(fleet: Fleet, saved: unknown): void {
  if (saved === undefined) return;
  const { installations, clusters } = membersOf(saved);
  for (const found of listOf(installations, "installations")) {
    const installation = shaped<Installation>(found, freshInstallation("", ""), "installation");
    fleet.installations.set(installation.id, installation);
  }
  for (const found of listOf(clusters, "clusters")) restoreCluster(fleet, membersOf(found));
}

function restoreCluster(fleet: Fleet, saved: Record<string, unknown>): void {
  const state = shaped<EtcdState>(saved["etcd"], sampleEtcd, "etcd");
  const identity = shaped<ClusterIdentity>(saved["identity"], sampleIdentity, "identity");
  const members = state.members.map((found) => ({
    ...shaped<EtcdMember>(found, sampleMember, "member"),
    isRunning: false,
  }));
  const cluster = new TalosCluster({
    etcd: { ...state, members, leaderId: undefined },
    kubernetes: fleet.createKubernetes(identity, saved["kubernetes"]),
    links: (a, b) => etcdLinks(fleet, a, b),
    changed: () => fleet.changed(),
  });
  for (const [name, text] of Object.entries(membersOf(saved["appliedManifests"]))) {
    cluster.appliedManifests.set(name, String(text));
  }
  fleet.clusters.set(cluster.key, cluster);
}

function membersOf(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value));
  throw new TypeError(`Cannot load Talos machines: the saved data holds ${kindOf(value)} where an object is wanted`);
}

function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`Cannot load Talos machines: "${name}" of the saved data is ${kindOf(value)}, not a list`);
}

/** The file is this sandbox's own and its version was checked; somebody may have changed it by hand all the same. */
function shaped<T extends object>(value: unknown, sample: Partial<T>, name: string): T {
  const members = membersOf(value);
  for (const [member, wanted] of Object.entries(sample)) {
    const found = members[member];
    if (wanted === null || kindOf(found) === kindOf(wanted)) continue;
    const kinds = `${kindOf(found)}, not ${kindOf(wanted)}`;
    throw new TypeError(`Cannot load Talos machines: "${member}" of a saved ${name} is ${kinds}`);
  }
  return value as T; // what this program wrote, and looked at above
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value;
}
