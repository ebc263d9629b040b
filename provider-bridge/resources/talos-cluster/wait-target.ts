/** What create waits for, and how far it is. */
import { getResource, kinds } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import { firstReachable, type ObservedCluster, reportOn } from "../../fleet";
import { bringsNetworkPlugin, decodeConfig } from "../../talos-config";
import type { Cluster, TalosClusterSettings } from "./surroundings";

/** How far a cluster must have come. */
export type WaitTarget = "kubernetes_api" | "nodes_registered" | "nodes_ready";

/** What is waited for where the user does not say: nodes get ready only where something brings a network plugin. */
export async function standardTarget(
  { credential, addresses }: Cluster,
  { clients }: TalosClusterSettings,
  context: CallContext,
): Promise<WaitTarget> {
  const node = await firstReachable(clients.talos(), credential, addresses, context);
  const config = await getResource(node, kinds.machineConfig, "v1alpha1", context);
  return config !== undefined && bringsNetworkPlugin(decodeConfig(config.spec)) ? "nodes_ready" : "nodes_registered";
}

/** What is still missing, in words; undefined when the target is reached. */
export function missingFor(target: WaitTarget, observed: ObservedCluster, { wanted }: Cluster): string | undefined {
  const { etcd, kubernetes } = observed;
  if (typeof kubernetes === "string") return `waiting for the Kubernetes API: ${kubernetes}`;
  if (target === "kubernetes_api") return undefined;
  const { missingMembers, missingNodes } = reportOn(observed, wanted).differences;
  const unwell = etcd.members.filter(
    ({ name, isHealthy, isLearner }) => (isLearner || !isHealthy) && wanted.controlPlanes.includes(name),
  );
  if (etcd.members.length === 0) return `waiting for etcd: ${etcd.problems.join("; ")}`;
  if (missingMembers.length + unwell.length > 0) {
    return `waiting for members of etcd: ${[...missingMembers, ...unwell.map(({ name }) => name)].join(", ")}`;
  }
  if (missingNodes.length > 0) return `waiting for nodes to register: ${missingNodes.join(", ")}`;
  const machines = new Set([...wanted.controlPlanes, ...wanted.workers]);
  const unready = kubernetes.nodes.filter(({ name, ready }) => ready !== "True" && machines.has(name));
  if (target === "nodes_registered" || unready.length === 0) return undefined;
  return `waiting for nodes to get ready: ${unready.map(({ name }) => name).join(", ")}`;
}
