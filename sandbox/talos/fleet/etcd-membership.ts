/** How a control plane comes into etcd and out of it. */
import { addLearner, bootstrapCluster, EtcdError, promote, readSnapshot, startMember, stopMember } from "../etcd";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";
import { createCluster } from "./create-cluster";
import { ownAddress, urlsOf } from "./etcd-addresses";
import { type EtcdClient, otherEtcds } from "./etcd-client";
import type { Fleet, Node } from "./fleet";
import type { TalosCluster } from "./talos-cluster";

/** Runs this machine's member, made anew where it has none; ends when it is served. Rejects when etcd cannot start. */
export async function startEtcd(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  const { installation, services } = machine;
  services.set("etcd", "Preparing", "Running pre state");
  await fleet.waiting.until(() => (machine.isTimeSynced ? ownAddress(machine) : undefined), signal);
  if (installation.etcd === null) await comeIn(fleet, node, signal);
  const cluster = await ownCluster(fleet, node, signal);
  const memberId = installation.etcd?.memberId ?? "";
  await machine.world.clock.sleep(durations.etcdStartMs, signal);
  runMember(node, cluster, memberId);
  await fleet.waiting.until(() => promoted(cluster, machine, memberId), signal);
  services.setHealth("etcd", true);
}

/** The cluster whose data this machine holds, as long as the member in it is one. */
async function ownCluster(fleet: Fleet, node: Node, signal: AbortSignal): Promise<TalosCluster> {
  const { machine } = node;
  const { etcd } = machine.installation;
  const cluster = fleet.clusters.get(etcd?.clusterKey ?? "");
  const isMember = cluster?.etcd.members.some((member) => member.id === etcd?.memberId) === true;
  if (cluster !== undefined && isMember) return cluster;
  machine.services.set("etcd", "Failed", "Failed to run: the member has been permanently removed from the cluster");
  machine.note("cannot start etcd: its member was removed from the cluster");
  return fleet.waiting.until<TalosCluster>(() => undefined, signal);
}

/** Waits until somebody bootstraps here, or another control plane takes this one in. */
async function comeIn(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  await fleet.waiting.until(() => {
    const { bootstrapRequest } = node.machine;
    if (bootstrapRequest !== undefined) bootstrapHere(fleet, node, bootstrapRequest);
    else joinSomewhere(fleet, node);
    return node.machine.installation.etcd ?? undefined;
  }, signal);
}

/** What Kubernetes is to begin with: the content of the uploaded snapshot. @throws EtcdError when it is none. */
export function snapshotToRecover(machine: TalosMachine, skipsHashCheck: boolean): unknown {
  const file = Buffer.from(machine.installation.etcdSnapshot ?? "", "base64");
  const content: unknown = JSON.parse(Buffer.from(readSnapshot(file, { skipsHashCheck })).toString("utf8"));
  const fields = typeof content === "object" && content !== null ? Object.entries(content) : [];
  return fields.find(([name]) => name === "kubernetes")?.[1];
}

function bootstrapHere(fleet: Fleet, { machine }: Node, request: { readonly saved: unknown }): void {
  machine.bootstrapRequest = undefined;
  const ip = ownAddress(machine) ?? "";
  const [clusterId, memberId] = [newId(machine), newId(machine)];
  const etcd = bootstrapCluster({
    clusterId,
    memberId,
    name: machine.hostname,
    ...urlsOf(ip),
    version: versionDetails(machine.image.talosVersion).etcd,
  });
  fleet.clusters.set(clusterId, createCluster(fleet, machine, etcd, request.saved));
  machine.installation.etcd = { clusterKey: clusterId, memberId };
  machine.installation.etcdSnapshot = null;
  machine.note("bootstraps etcd");
}

/** Asks each control plane that it gets through to; a refusal is tried again when something has changed. */
function joinSomewhere(fleet: Fleet, { machine }: Node): void {
  for (const client of otherEtcds(fleet, machine)) {
    try {
      machine.installation.etcd = { clusterKey: client.cluster.key, memberId: joined(machine, client) };
      return;
    } catch (error) {
      if (!(error instanceof EtcdError)) throw error;
      machine.services.set("etcd", "Preparing", `error adding member: ${error.message}`);
    }
  }
}

/** The id of the learner that was added; a member of the same name goes first: it is what this machine was before. */
function joined(machine: TalosMachine, { cluster, via }: EtcdClient): string {
  const { peerUrls } = urlsOf(ownAddress(machine) ?? "");
  // One that was added and never started is this machine's own from an earlier try.
  const mine = cluster.etcd.members.find((member) => member.name === "" && member.peerUrls[0] === peerUrls[0]);
  if (mine !== undefined) return mine.id;
  const former = cluster.etcd.members.find((member) => member.name === machine.hostname);
  if (former !== undefined) cluster.remove(via, former.id);
  const id = newId(machine);
  cluster.step(addLearner(cluster.etcd, via, cluster.links, { id, peerUrls }));
  return id;
}

function runMember(node: Node, cluster: TalosCluster, memberId: string): void {
  const { machine } = node;
  const ip = ownAddress(machine) ?? "";
  cluster.running.set(memberId, machine);
  node.cluster = cluster;
  const { clientUrls } = urlsOf(ip);
  machine.services.set("etcd", "Running", "Started task etcd (PID 1) for container etcd");
  cluster.step(startMember(cluster.etcd, memberId, cluster.links, { name: machine.hostname, clientUrls }));
  machine.atEnd(() => stopEtcd(node));
}

/** A learner becomes a voter when it has caught up; true when the member is served. */
function promoted(cluster: TalosCluster, machine: TalosMachine, memberId: string): true | undefined {
  const own = cluster.etcd.members.find((member) => member.id === memberId);
  if (own === undefined) return undefined;
  if (own.isLearner) {
    const leader = cluster.etcd.leaderId;
    if (leader === undefined || !cluster.links(leader, memberId)) return undefined;
    if (own.name === "") nameMember(cluster, machine, memberId);
    try {
      cluster.step(promote(cluster.etcd, leader, cluster.links, memberId));
    } catch (error) {
      if (error instanceof EtcdError) return undefined;
      throw error;
    }
  }
  return cluster.serves(machine) ? true : undefined;
}

function nameMember(cluster: TalosCluster, machine: TalosMachine, memberId: string): void {
  const { clientUrls } = urlsOf(ownAddress(machine) ?? "");
  cluster.step(startMember(cluster.etcd, memberId, cluster.links, { name: machine.hostname, clientUrls }));
}

/** The member's process ends, the member stays. */
export function stopEtcd(node: Node): void {
  const { machine, cluster } = node;
  const id = cluster?.memberOf(machine);
  if (cluster === undefined || id === undefined) return;
  cluster.running.delete(id);
  cluster.step(stopMember(cluster.etcd, id, cluster.links));
  machine.services.set("etcd", "Finished", "Service finished successfully");
}

/** Leaves etcd for good: the member is removed, its process ends, its data goes. @throws EtcdError when etcd refuses */
export function leaveEtcd({ machine, cluster }: Node): void {
  const id = cluster?.memberOf(machine);
  if (cluster === undefined || id === undefined) {
    machine.installation.etcd = null;
    return;
  }
  cluster.remove(id, id);
  machine.installation.etcd = null;
  machine.services.set("etcd", "Finished", "Service finished successfully");
}

function newId(machine: TalosMachine): string {
  return machine.world.random.hex().slice(0, 16);
}
