/**
 * The fleet: what the machines of one cluster must know of each other within a process: turns, quorum, drains, where the
 * control planes are. Here belongs what orders several machines; never what one of them does in its turn, nor a schema.
 */
export { type ObservedCluster, observeCluster } from "./cluster-observation";
export {
  type ClusterDifferences,
  type ClusterReport,
  reportOn,
  versionTable,
  type WantedCluster,
} from "./cluster-report";
export { addressesOf, type ControlPlane, controlPlanesByMembers, ownAddresses } from "./control-planes";
export { type DrainOptions, DrainTimeoutError, drainNode } from "./drain";
export { type EtcdSurvey, firstReachable } from "./etcd-survey";
export { Fleet, type WithFleet } from "./fleet";
export type { FleetCluster } from "./fleet-cluster";
export { hasQuorum, leaveProblem, majority, mayBeAway, type SurveyedMember } from "./quorum";
export { FleetHaltedError, type Role, type TurnRequest, turnText } from "./turns";
export { until, type WaitContext } from "./waiting";
