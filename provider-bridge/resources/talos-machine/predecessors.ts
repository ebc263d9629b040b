/** What a machine of the same name has left in the cluster: its member of etcd, and its Node. */

import { findServer, HcloudError } from "../../clients/hcloud";
import {
  deleteNode,
  findNode,
  type KubernetesApi,
  KubernetesError,
  type KubernetesNode,
} from "../../clients/kubernetes";
import { removeEtcdMember, TalosError } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import type { Machine } from "./machine";

/** What is known of the machine itself: with it, its own traces are told from those of a predecessor. */
export interface OwnTraces {
  /** Empty for a machine without a configuration: everything in the cluster is of a predecessor then. */
  readonly addresses: readonly string[];
}

/**
 * Removes a stale member and Node of the machine's name, where there is a cluster that can be asked.
 * @throws DiagnosticError where a living machine has the name
 */
export async function removePredecessors(machine: Machine, own: OwnTraces, context: CallContext): Promise<void> {
  const { fleet, credential, name, role } = machine;
  await fleet.findControlPlanes({}, context);
  // One that has no configuration yet is nobody's witness: who answers under its name is another machine.
  const survey = await fleet.survey(credential, context, own.addresses.length === 0 ? undefined : name);
  const [witness] = survey.answering;
  if (witness === undefined) return;
  await removeNode(machine, own, context);
  if (role !== "controlplane") return;
  for (const member of survey.members.filter((each) => each.name === name)) {
    if (member.peerHosts?.some((host) => own.addresses.includes(host))) continue;
    if (member.isHealthy) throw isAlive(machine, `its member ${member.id.toString(16)} of etcd is well`);
    context.log.debug("a stale member of etcd is removed", { name, member: member.id.toString(16) });
    await removeEtcdMember(witness.node, member.id, context);
  }
}

async function removeNode(machine: Machine, own: OwnTraces, context: CallContext): Promise<void> {
  const { fleet, credential, name } = machine;
  let api: KubernetesApi;
  let found: KubernetesNode | undefined;
  try {
    api = await fleet.kubernetes(credential, context);
    found = await findNode(api, name, context);
  } catch (error) {
    if (!(error instanceof TalosError) && !(error instanceof KubernetesError)) throw error;
    context.log.debug("nobody can say whether there is a stale Node", { name, failure: error.message });
    return;
  }
  if (found === undefined || isOwn(found, machine, own)) return;
  if (await isOfLivingServer(found, machine, context)) {
    throw isAlive(machine, `its Node is of server "${found.providerId || found.addresses.join(", ")}"`);
  }
  await deleteNode(api, name, context);
}

function isOwn({ providerId, addresses }: KubernetesNode, { serverId }: Machine, own: OwnTraces): boolean {
  if (providerId !== "") return providerId === `hcloud://${serverId}`;
  return addresses.some((address) => own.addresses.includes(address));
}

async function isOfLivingServer(node: KubernetesNode, machine: Machine, context: CallContext): Promise<boolean> {
  const id = Number(/^hcloud:\/\/(\d+)$/.exec(node.providerId)?.[1]);
  // Without a cloud controller a Node names no server: whether its kubelet still reports has to do.
  if (!Number.isInteger(id) || !machine.hasHetzner) return node.ready === "True";
  if (String(id) === machine.serverId) return false;
  try {
    return (await findServer(machine.clients.hcloud().api, id, context)) !== undefined;
  } catch (error) {
    if (error instanceof HcloudError) return true;
    throw error;
  }
}

function isAlive({ name, fleet }: Machine, why: string): DiagnosticError {
  return new DiagnosticError(
    "Name is taken by a living machine",
    `Cluster "${fleet.name}" has a machine "${name}" already: ${why}. Give this one another name, or remove the other one first.`,
  );
}
