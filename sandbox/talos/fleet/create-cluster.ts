/** Makes a cluster of a control plane's configuration. */
import type { EtcdState } from "../etcd";
import type { TalosMachine } from "../machine/machine";
import { etcdLinks } from "./etcd-addresses";
import type { Fleet } from "./fleet";
import { clusterIdentity } from "./kubernetes-identity";
import { TalosCluster } from "./talos-cluster";

/** A cluster around a state of etcd; `saved`: what Kubernetes begins with, undefined for nothing. */
export function createCluster(fleet: Fleet, machine: TalosMachine, etcd: EtcdState, saved: unknown): TalosCluster {
  return new TalosCluster({
    etcd,
    kubernetes: fleet.createKubernetes(clusterIdentity(machine), saved),
    links: (a, b) => etcdLinks(fleet, a, b),
    changed: () => fleet.changed(),
  });
}
