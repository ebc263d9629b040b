/**
 * etcd as a state machine: members, learners, quorum, leadership, alarms, snapshots, all as plain data and pure steps.
 * Here belongs what etcd decides; never who reaches whom, nor when something happens, nor what is kept in it.
 */
export { disarmAlarms, raiseAlarm } from "./alarms";
export { EtcdError, type EtcdErrorCode } from "./etcd-error";
export { forfeitLeadership, settle } from "./leadership";
export { addLearner, bootstrapCluster, promote, removeMember, startMember, stopMember } from "./membership";
export { hasQuorum, isServed, type Links, quorumOf, statusOf } from "./quorum";
export { readSnapshot, writeSnapshot } from "./snapshot";
export type { EtcdAlarm, EtcdMember, EtcdState } from "./state";
