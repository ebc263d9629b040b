/**
 * What OpenAPI does not tell: which optional fields disappear when they are zero (they are no pointers in the server), and
 * which times are written as null.
 */

/** Optional texts that stay also when they are empty. */
const keptTexts = new Set(
  (
    "storageClassName ingressClassName loadBalancerClass runtimeClassName appProtocol preemptionPolicy hostname " +
    "volumeAttributesClassName apiGroup fsGroupChangePolicy procMount value fieldPath"
  ).split(" "),
);

/** Optional flags that stay also when they are false. */
const keptFlags = new Set(
  (
    "automountServiceAccountToken enableServiceLinks hostUsers setHostnameAsFQDN shareProcessNamespace immutable " +
    "optional allowPrivilegeEscalation privileged readOnlyRootFilesystem runAsNonRoot allocateLoadBalancerNodePorts " +
    "hostProcess ready serving terminating adminAccess attachRequired podInfoOnMount requiresRepublish " +
    "seLinuxMount storageCapacity allowVolumeExpansion suspend manualSelector blockOwnerDeletion controller " +
    "orphanDependents started chapAuth allNodes bindsToNode exec"
  ).split(" "),
);

/** Optional numbers that disappear when they are 0; all others stay. */
const droppedNumbers = new Set(
  (
    "minReadySeconds hostPort sizeBytes signal count initialDelaySeconds periodSeconds successThreshold " +
    "failureThreshold timeoutSeconds nodePort healthCheckNodePort deprecatedCount number generation observedGeneration " +
    "handSize queues queueLengthLimit updatedNumberScheduled numberAvailable numberUnavailable"
  ).split(" "),
);

/** Status counters that disappear when they are 0, by the type's name. */
const droppedStatusNumbers = /(Status|Summary)$/;
/** ... but these are always written. */
const keptStatusNumbers = new Set(["collisionCount", "ready", "terminating", "terminatingReplicas"]);

/** Lists that are written as null when they are not there, although they are optional. */
const nullLists = new Set(["rbac.v1.Role.rules", "rbac.v1.ClusterRole.rules"]);

/** Times that are written as null when they are not set. */
const nullTimes = new Set([
  "core.v1.Event.firstTimestamp",
  "core.v1.Event.lastTimestamp",
  "core.v1.Event.eventTime",
  "events.v1.Event.deprecatedFirstTimestamp",
  "events.v1.Event.deprecatedLastTimestamp",
  "core.v1.PodCondition.lastProbeTime",
  "core.v1.PodCondition.lastTransitionTime",
  "core.v1.NodeCondition.lastHeartbeatTime",
  "core.v1.NodeCondition.lastTransitionTime",
  "core.v1.ContainerStateRunning.startedAt",
  "core.v1.ContainerStateTerminated.startedAt",
  "core.v1.ContainerStateTerminated.finishedAt",
  "batch.v1.JobCondition.lastProbeTime",
  "batch.v1.JobCondition.lastTransitionTime",
  "apps.v1.DeploymentCondition.lastUpdateTime",
  "apps.v1.DeploymentCondition.lastTransitionTime",
  "apps.v1.ReplicaSetCondition.lastTransitionTime",
  "apps.v1.DaemonSetCondition.lastTransitionTime",
  "certificates.v1.CertificateSigningRequestCondition.lastUpdateTime",
  "certificates.v1.CertificateSigningRequestCondition.lastTransitionTime",
]);

/** Whether an optional scalar is left out when it is zero. */
export function isDroppedWhenZero(typeName: string, field: string, value: string | number | boolean): boolean {
  if (value === "") return !keptTexts.has(field);
  if (value === false) return !keptFlags.has(field);
  if (value !== 0) return false;
  if (droppedStatusNumbers.test(typeName)) return !keptStatusNumbers.has(field);
  return droppedNumbers.has(field);
}

/** Optional texts and numbers that are written also when they are not there. */
const writtenZeros = new Set([
  "apps.v1.StatefulSetStatus.availableReplicas",
  "core.v1.Event.reportingComponent",
  "core.v1.Event.reportingInstance",
  "policy.v1.PodDisruptionBudgetStatus.currentHealthy",
  "policy.v1.PodDisruptionBudgetStatus.desiredHealthy",
  "policy.v1.PodDisruptionBudgetStatus.disruptionsAllowed",
  "policy.v1.PodDisruptionBudgetStatus.expectedPods",
  "scheduling.v1.PriorityClass.value",
  "rbac.v1.RoleRef.apiGroup",
  "core.v1.GRPCAction.service",
]);

/** Whether an optional field is written although it is zero. */
export function isWrittenZero(typeName: string, field: string): boolean {
  return writtenZeros.has(`${typeName}.${field}`);
}

/** Whether an absent field is written as null. */
export function isWrittenAsNull(typeName: string, field: string): boolean {
  return nullTimes.has(`${typeName}.${field}`) || nullLists.has(`${typeName}.${field}`);
}
