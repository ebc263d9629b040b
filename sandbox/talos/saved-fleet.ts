/** What Talos remembers over the end of the process: installations on disks, clusters with their etcd and Kubernetes. */
import type { ClusterIdentity } from "../kubernetes";
import type { EtcdState } from "./etcd";
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

/**
 * Puts back what {@link saveFleet} gave; machines begin with their servers' next boot.
 * @throws TypeError when the data is of another shape.
 */
export function restoreFleet(fleet: Fleet, saved: unknown): void {
  if (saved === undefined) return;
  const { installations, clusters } = membersOf(saved);
  for (const found of listOf(installations)) {
    const installation = { ...freshInstallation("", ""), ...objectOf<Partial<Installation>>(found) };
    fleet.installations.set(installation.id, installation);
  }
  for (const found of listOf(clusters)) {
    const { etcd, identity, kubernetes, appliedManifests } = membersOf(found);
    const state = objectOf<EtcdState>(etcd);
    const members = state.members.map((member) => ({ ...member, isRunning: false }));
    const cluster = new TalosCluster({
      etcd: { ...state, members, leaderId: undefined },
      kubernetes: fleet.createKubernetes(objectOf<ClusterIdentity>(identity), kubernetes),
      links: (a, b) => etcdLinks(fleet, a, b),
      changed: () => fleet.changed(),
    });
    for (const [name, text] of Object.entries(membersOf(appliedManifests))) {
      cluster.appliedManifests.set(name, String(text));
    }
    fleet.clusters.set(cluster.key, cluster);
  }
}

function membersOf(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value));
  throw new TypeError("Cannot load Talos machines: the saved data is of another shape");
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError("Cannot load Talos machines: the saved data is of another shape");
}

/** The file is this sandbox's own, its version was checked, and its shape is this program's. */
function objectOf<T extends object>(value: unknown): T {
  membersOf(value);
  return value as T;
}
