/** What an observation of a cluster means, held against what is wanted. Pure. */
import type { ComponentVersion, KubernetesNode } from "../clients/kubernetes";
import type { ObservedCluster } from "./cluster-observation";
import type { SurveyedMember } from "./quorum";

/** The machines that a cluster should have, by name, and the version it should run (with or without `v`; null: any one). */
export interface WantedCluster {
  readonly controlPlanes: readonly string[];
  readonly workers: readonly string[];
  readonly kubernetesVersion: string | null;
}

/** What differs from what is wanted; each list in the order of names. */
export interface ClusterDifferences {
  /** Control planes that are no members of etcd. */
  readonly missingMembers: readonly string[];
  /** Members of etcd that are no control planes. */
  readonly foreignMembers: readonly SurveyedMember[];
  readonly missingNodes: readonly string[];
  /** Nodes that belong to no machine and whose kubelet is silent: somebody has forgotten them. */
  readonly forgottenNodes: readonly KubernetesNode[];
  /** Components that do not run the version that is wanted, or that most others run. */
  readonly otherVersions: readonly (ComponentVersion & { readonly wanted: string })[];
}

/** A cluster's state in words. */
export interface ClusterReport {
  readonly differences: ClusterDifferences;
  /** Sentences on everything that is wrong, differences or not. */
  readonly problems: readonly string[];
  /** Sentences on what differs from what is wanted, redacted. */
  readonly drift: readonly string[];
}

/** Holds what was seen against what is wanted. What could not be seen is a problem, and no difference. */
export function reportOn({ etcd, kubernetes }: ObservedCluster, wanted: WantedCluster): ClusterReport {
  const isEtcdKnown = etcd.members.length > 0;
  const seen = typeof kubernetes === "string" ? undefined : kubernetes;
  const differences: ClusterDifferences = {
    missingMembers: isEtcdKnown ? without(wanted.controlPlanes, namesOf(etcd.members)) : [],
    foreignMembers: etcd.members.filter(({ name }) => !wanted.controlPlanes.includes(name)),
    missingNodes: seen === undefined ? [] : without(allOf(wanted), namesOf(seen.nodes)),
    forgottenNodes: (seen?.nodes ?? []).filter(({ name, ready }) => ready !== "True" && !allOf(wanted).includes(name)),
    otherVersions: otherVersions(seen?.versions ?? [], wanted.kubernetesVersion),
  };
  const drift = driftOf(differences);
  const unwell = [
    ...etcd.members.filter(({ isHealthy }) => !isHealthy).map(({ name, id }) => memberProblem(name, id)),
    ...(isEtcdKnown ? [] : etcd.problems.map((problem) => `etcd: ${problem}`)),
    ...(typeof kubernetes === "string" ? [`kubernetes: ${kubernetes}`] : []),
    ...(seen?.nodes ?? []).filter(({ ready }) => ready !== "True").map(nodeProblem),
  ];
  return { differences, problems: [...unwell, ...drift], drift };
}

function driftOf(differences: ClusterDifferences): readonly string[] {
  const { missingMembers, foreignMembers, missingNodes, forgottenNodes, otherVersions: others } = differences;
  return [
    ...missingMembers.map((name) => `etcd member ${name}: missing`),
    ...foreignMembers.map(({ name, id }) => `etcd member ${memberName(name, id)}: belongs to no control plane`),
    ...missingNodes.map((name) => `node ${name}: not registered`),
    ...forgottenNodes.map(({ name }) => `node ${name}: belongs to no machine, and its kubelet is silent`),
    ...others.map(
      ({ component, node, version, wanted }) => `${component} on ${node}: ${version} runs, ${wanted} wanted`,
    ),
  ];
}

/** Against the version that is wanted; without one, against what most of the components run. */
function otherVersions(versions: readonly ComponentVersion[], wanted: string | null) {
  const target = wanted === null ? mostCommon(versions) : `v${wanted.replace(/^v/, "")}`;
  if (target === undefined) return [];
  return versions.filter(({ version }) => version !== target).map((each) => ({ ...each, wanted: target }));
}

function mostCommon(versions: readonly ComponentVersion[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { version } of versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].sort(([left, a], [right, b]) => b - a || (left < right ? 1 : -1))[0]?.[0];
}

/** Component → node → version. */
export function versionTable(versions: readonly ComponentVersion[]): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {};
  for (const { component, node, version } of versions) table[component] = { ...table[component], [node]: version };
  return table;
}

function memberProblem(name: string, id: bigint): string {
  return `etcd member ${memberName(name, id)}: does not answer, or is not well`;
}

/** A member that never started has no name. */
function memberName(name: string, id: bigint): string {
  return name === "" ? id.toString(16) : name;
}

function nodeProblem({ name, ready }: KubernetesNode): string {
  return ready === "False" ? `node ${name}: not ready` : `node ${name}: its kubelet is silent`;
}

function allOf({ controlPlanes, workers }: WantedCluster): readonly string[] {
  return [...controlPlanes, ...workers];
}

function namesOf(things: readonly { readonly name: string }[]): readonly string[] {
  return things.map(({ name }) => name);
}

function without(wanted: readonly string[], present: readonly string[]): readonly string[] {
  return wanted.filter((name) => !present.includes(name)).sort();
}
