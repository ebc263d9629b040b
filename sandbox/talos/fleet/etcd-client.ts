/** Which etcd a machine gets an answer from: its own member's, or that of another control plane which it gets through to. */
import type { TalosMachine } from "../machine/machine";
import { controlPlanesReachedBy } from "./discovery";
import { clientPort } from "./etcd-addresses";
import type { Fleet } from "./fleet";
import type { TalosCluster } from "./talos-cluster";

/** A cluster, and the member that is asked. */
export interface EtcdClient {
  readonly cluster: TalosCluster;
  /** The id of the member that answers. */
  readonly via: string;
}

/** The member that this machine itself runs; undefined where it runs none. */
export function localEtcd(fleet: Fleet, machine: TalosMachine): EtcdClient | undefined {
  const cluster = fleet.nodeOf(machine)?.cluster;
  const via = cluster?.memberOf(machine);
  return cluster === undefined || via === undefined ? undefined : { cluster, via };
}

/** Those of other control planes with the same authority of etcd that answer just now. */
export function otherEtcds(fleet: Fleet, machine: TalosMachine): EtcdClient[] {
  const ownCa = machine.settings?.etcd.ca.certificatePem;
  return controlPlanesReachedBy(fleet, machine, clientPort).flatMap((other) => {
    const found = other.settings?.etcd.ca.certificatePem === ownCa ? localEtcd(fleet, other) : undefined;
    return found?.cluster.serves(other) === true ? [found] : [];
  });
}

/** The first that answers, the machine's own before the others; one that does not, where there is no better. */
export function anyEtcd(fleet: Fleet, machine: TalosMachine): EtcdClient | undefined {
  const own = localEtcd(fleet, machine);
  if (own?.cluster.serves(machine) === true) return own;
  return otherEtcds(fleet, machine)[0] ?? own;
}
