/** Methods about etcd: bootstrap, members, leadership, alarms, snapshots. */
import { GrpcStatus, type GrpcStatusCode } from "../../../wire/grpc/status";
import { EtcdMemberAlarmAlarmType } from "../../../wire/talos/generated/machine";
import { disarmAlarms, forfeitLeadership, hasQuorum, statusOf, writeSnapshot } from "../etcd";
import { anyEtcd, type EtcdClient, localEtcd } from "../fleet/etcd-client";
import { leaveEtcd, snapshotToRecover } from "../fleet/etcd-membership";
import type { TalosCluster } from "../fleet/talos-cluster";
import { TalosStatus } from "../grpc";
import { versionDetails } from "../machine/talos-version";
import type { MachineHandlers, ServiceContext } from "./context";
import { downgradeHandlers } from "./etcd-downgrade";

/** Talos streams files in pieces of this many bytes; a snapshot in larger ones (etcd's own are 32 KiB). */
const chunkBytes = 32 * 1024;
/** A snapshot of the sandbox is small; what is uploaded may be a real one. */
const mostSnapshotBytes = 512 * 1024 * 1024;
const databaseBytes = 5_000_000n;

/** All methods of MachineService whose name begins with Etcd, and Bootstrap. */
export function etcdHandlers(context: ServiceContext): MachineHandlers {
  const { node, machine } = context;
  return {
    Bootstrap: ({ recoverEtcd, recoverSkipHashCheck }) => {
      bootstrap(context, recoverEtcd, recoverSkipHashCheck);
      return { messages: [{}] };
    },
    EtcdMemberList: ({ queryLocal }) => {
      const { cluster } = queryLocal ? memberOf(context) : someMember(context);
      needLeader(cluster);
      const { members } = cluster.etcd;
      return { messages: [{ legacyMembers: members.map(({ name }) => name), members: members.map(memberMessage) }] };
    },
    EtcdRemoveMemberByID: ({ memberId }) => {
      const { cluster, via } = someMember(context);
      const wanted = memberId.toString(16).padStart(16, "0");
      const gone = cluster.running.get(wanted);
      cluster.remove(via, wanted);
      gone?.services.set("etcd", "Failed", "the member has been permanently removed from the cluster");
      return { messages: [{}] };
    },
    EtcdLeaveCluster: () => {
      memberOf(context);
      leaveEtcd(node);
      return { messages: [{}] };
    },
    EtcdForfeitLeadership: () => {
      const { cluster, via } = memberOf(context);
      const { state, leader } = forfeitLeadership(cluster.etcd, via, cluster.links);
      cluster.step(state);
      return { messages: [{ member: leader }] };
    },
    EtcdStatus: () => {
      const { cluster, via } = memberOf(context);
      return { messages: [{ memberStatus: statusMessage(cluster, via, machine.image.talosVersion) }] };
    },
    EtcdAlarmList: () => {
      const { cluster } = memberOf(context);
      return { messages: [{ memberAlarms: cluster.etcd.alarms.map(alarmMessage) }] };
    },
    EtcdAlarmDisarm: () => {
      const { cluster } = memberOf(context);
      const { state, disarmed } = disarmAlarms(cluster.etcd);
      cluster.step(state);
      return { messages: [{ memberAlarms: disarmed.map(alarmMessage) }] };
    },
    EtcdDefragment: () => {
      memberOf(context);
      return { messages: [{}] };
    },
    async *EtcdSnapshot() {
      const { cluster } = memberOf(context);
      needLeader(cluster);
      const content = { clusterKey: cluster.key, kubernetes: cluster.kubernetes.save() };
      const file = writeSnapshot(Buffer.from(JSON.stringify(content), "utf8"));
      for (let at = 0; at < file.length; at += chunkBytes) yield { bytes: file.subarray(at, at + chunkBytes) };
    },
    EtcdRecover: async (chunks) => {
      const parts: Uint8Array[] = [];
      let total = 0;
      for await (const { bytes } of chunks) {
        total += bytes.length;
        if (total > mostSnapshotBytes) throw new TalosStatus(GrpcStatus.RESOURCE_EXHAUSTED, "snapshot is too large");
        // Decoded bytes are views of a buffer that is used again.
        parts.push(Buffer.from(bytes));
      }
      if (!machine.installation.isProvisioned) {
        throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "etcd service is not ready for recovery yet");
      }
      machine.installation.etcdSnapshot = Buffer.concat(parts).toString("base64");
      return { messages: [{}] };
    },
    ...downgradeHandlers(context, (asked) => memberOf(asked)),
  };
}

function bootstrap({ fleet, machine }: ServiceContext, recovers: boolean, skipsHashCheck: boolean): void {
  const { services, installation } = machine;
  const refuse = (reason: string, code: GrpcStatusCode = GrpcStatus.FAILED_PRECONDITION) => {
    throw new TalosStatus(code, reason);
  };
  if (!services.isUp("cri") || services.get("etcd") === undefined) refuse("bootstrap is not available yet");
  const hasNoCa = machine.settings?.etcd.ca.certificatePem === "";
  if (hasNoCa) refuse("etcd is not configured, bootstrap is not possible", GrpcStatus.INVALID_ARGUMENT);
  if (!machine.isTimeSynced) refuse("time is not in sync yet");
  if (installation.etcd !== null || machine.bootstrapRequest !== undefined) {
    throw new TalosStatus(GrpcStatus.ALREADY_EXISTS, "etcd data directory is not empty");
  }
  machine.bootstrapRequest = { saved: recovers ? snapshotToRecover(machine, skipsHashCheck) : undefined };
  fleet.changed();
}

/** The member that this machine runs. @throws TalosStatus where etcd does not answer. */
function memberOf({ fleet, machine }: ServiceContext): EtcdClient {
  return localEtcd(fleet, machine) ?? refused();
}

/** A member that answers, wherever it runs. @throws TalosStatus where none does. */
function someMember({ fleet, machine }: ServiceContext): EtcdClient {
  return anyEtcd(fleet, machine) ?? refused();
}

function refused(): never {
  const dialing = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused";
  throw new TalosStatus(GrpcStatus.UNAVAILABLE, `connection error: desc = "${dialing}"`);
}

function needLeader(cluster: TalosCluster): void {
  if (!hasQuorum(cluster.etcd)) throw new TalosStatus(GrpcStatus.UNAVAILABLE, "etcdserver: no leader");
}

function memberMessage(member: TalosCluster["etcd"]["members"][number]) {
  return {
    id: BigInt(`0x${member.id}`),
    hostname: member.name,
    peerUrls: member.peerUrls,
    clientUrls: member.clientUrls,
    isLearner: member.isLearner,
  };
}

function alarmMessage({ memberId, kind }: TalosCluster["etcd"]["alarms"][number]) {
  const alarm = kind === "nospace" ? EtcdMemberAlarmAlarmType.NOSPACE : EtcdMemberAlarmAlarmType.CORRUPT;
  return { memberId: BigInt(`0x${memberId}`), alarm };
}

function statusMessage(cluster: TalosCluster, id: string, talosVersion: string) {
  const status = statusOf(cluster.etcd, id, cluster.links);
  const { etcd } = versionDetails(talosVersion);
  const [major, minor] = etcd.split(".");
  return {
    memberId: BigInt(`0x${id}`),
    protocolVersion: etcd,
    storageVersion: `${major}.${minor}.0`,
    dbSize: databaseBytes,
    dbSizeInUse: databaseBytes / 2n,
    leader: status.leaderId === undefined ? 0n : BigInt(`0x${status.leaderId}`),
    raftIndex: BigInt(status.index),
    raftTerm: BigInt(status.term),
    raftAppliedIndex: BigInt(status.index),
    errors: status.errors,
    isLearner: status.isLearner,
  };
}
