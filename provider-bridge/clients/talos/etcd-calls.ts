/** etcd, as the Talos API of a control plane offers it. Each throws TalosError, and the signal's reason. */
import { type EtcdMember, type EtcdMemberStatus, MachineService, machine } from "../../../wire/talos/generated/machine";
import type { CallContext } from "../transport";
import type { TalosNode } from "./talos-node";

const API = [machine, MachineService] as const;

/** Members of the cluster that this machine is in. */
export async function listEtcdMembers(node: TalosNode, context: CallContext): Promise<readonly EtcdMember[]> {
  const { messages } = await node.call(API, "EtcdMemberList", {}, context, { repeatable: true });
  return messages[0]?.members ?? [];
}

/** How this machine's own member is; undefined where Talos says nothing of it. */
export async function etcdStatus(node: TalosNode, context: CallContext): Promise<EtcdMemberStatus | undefined> {
  const { messages } = await node.call(API, "EtcdStatus", {}, context, { repeatable: true });
  return messages[0]?.memberStatus;
}

/** Alarms that are raised, by the numbers of `EtcdMemberAlarm.AlarmType`. */
export async function listEtcdAlarms(node: TalosNode, context: CallContext): Promise<readonly number[]> {
  const { messages } = await node.call(API, "EtcdAlarmList", {}, context, { repeatable: true });
  return messages.flatMap(({ memberAlarms }) => memberAlarms.map(({ alarm }) => alarm)).filter((alarm) => alarm !== 0);
}

/** Hands the leadership over, where this machine has it. */
export async function forfeitEtcdLeadership(node: TalosNode, context: CallContext): Promise<void> {
  await node.call(API, "EtcdForfeitLeadership", {}, context, { repeatable: true });
}

/** Talos itself tries for five minutes; milliseconds. */
const leaveMs = 330_000;

/** Takes this machine out of its cluster, and wipes its data. */
export async function leaveEtcd(node: TalosNode, context: CallContext): Promise<void> {
  await node.call(API, "EtcdLeaveCluster", {}, context, { attemptMs: leaveMs });
}

/** Takes another member out. */
export async function removeEtcdMember(node: TalosNode, memberId: bigint, context: CallContext): Promise<void> {
  await node.call(API, "EtcdRemoveMemberByID", { memberId }, context, { attemptMs: 30_000, repeatable: true });
}
