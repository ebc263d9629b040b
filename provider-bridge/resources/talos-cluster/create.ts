/** Create and update: wait until the cluster is what it should be, and put right what can be put right. */
import { deleteNode } from "../../clients/kubernetes";
import { removeEtcdMember, TalosError } from "../../clients/talos";
import { hasQuorum, type ObservedCluster, observeCluster, reportOn, until, type WaitContext } from "../../fleet";
import type { IdentitySchema } from "../../framework/contract/identity";
import type { CreateRequest, UpdateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { outputsOf } from "./outputs";
import type { talosClusterSchema } from "./schema";
import { type Cluster, clusterOf, type TalosClusterSettings, type TalosClusterSurroundings } from "./surroundings";
import { missingFor, standardTarget, type WaitTarget } from "./wait-target";

type Schema = typeof talosClusterSchema;
type Request = CreateRequest<Schema> | UpdateRequest<Schema, IdentitySchema>;

/** Waits for the cluster, and answers with what it is then. */
export async function createCluster(
  request: Request,
  settings: TalosClusterSettings,
  surroundings: TalosClusterSurroundings,
) {
  const { plan } = request;
  const { readFile } = surroundings;
  const cluster = await clusterOf(plan, settings, { readFile, signal: request.signal });
  const observed = await reached(cluster, plan.wait_for, settings, request);
  refuseUpgrade(observed, cluster);
  return { state: { ...plan, id: plan.cluster, ...outputsOf(observed, cluster), drift: [] } };
}

/** Puts right what was forgotten, and waits like create. */
export async function updateCluster(
  request: UpdateRequest<Schema, IdentitySchema>,
  settings: TalosClusterSettings,
  surroundings: TalosClusterSurroundings,
) {
  const { readFile } = surroundings;
  const cluster = await clusterOf(request.plan, settings, { readFile, signal: request.signal });
  await cleanUp(cluster, await observeCluster(cluster.fleet, cluster.credential, request), request);
  return createCluster(request, settings, surroundings);
}

async function reached(
  cluster: Cluster,
  asked: string | null,
  settings: TalosClusterSettings,
  context: WaitContext,
): Promise<ObservedCluster> {
  const hosts = cluster.addresses.join(",");
  context.progress(
    `looking at the cluster "${cluster.fleet.name}"`,
    `"kubectl get nodes", "talosctl -n ${hosts} etcd members" and the data source hephaestus_talos_cluster_health show how it is`,
  );
  let target = asked === null ? undefined : asTarget(asked);
  return until(settings.clients.clock, context, async () => {
    try {
      target ??= await standardTarget(cluster, settings, context);
    } catch (error) {
      if (!(error instanceof TalosError)) throw error;
      return { seen: `waiting for a control plane: ${error.message}` };
    }
    const observed = await observeCluster(cluster.fleet, cluster.credential, context);
    const missing = missingFor(target, observed, cluster);
    return missing === undefined ? { done: observed } : { seen: missing };
  });
}

/** Validation has seen to it that it is one of them. */
function asTarget(text: string): WaitTarget {
  return text === "kubernetes_api" || text === "nodes_registered" ? text : "nodes_ready";
}

/** Nodes without a machine are deleted, and members without one taken out, where they are dead and enough others live. */
async function cleanUp(cluster: Cluster, observed: ObservedCluster, context: WaitContext): Promise<void> {
  const { forgottenNodes, foreignMembers } = reportOn(observed, cluster.wanted).differences;
  const alive = foreignMembers.filter(({ isHealthy }) => isHealthy);
  if (alive.length > 0) throw foreign(alive.map(({ name }) => name));
  const [witness] = observed.etcd.answering;
  if (foreignMembers.length > 0 && witness !== undefined && hasQuorum(observed.etcd.members)) {
    for (const { id } of foreignMembers) await removeEtcdMember(witness.node, id, context);
  }
  if (forgottenNodes.length === 0) return;
  const api = await cluster.fleet.kubernetes(cluster.credential, context);
  for (const { name } of forgottenNodes) await deleteNode(api, name, context);
}

function foreign(names: readonly string[]): DiagnosticError {
  const listed = names.map((name) => `"${name}"`).join(", ");
  return new DiagnosticError(
    "Members of etcd are no control planes",
    `${listed}: alive, and in "control_planes" of nobody. Nothing was taken out: name them in "control_planes", or let them leave by destroying their hephaestus_talos_machine.`,
    { path: path("control_planes") },
  );
}

/** Upgrades come later: a version that is not wanted is told, and stays. */
function refuseUpgrade(observed: ObservedCluster, { wanted }: Cluster): void {
  const others = wanted.kubernetesVersion === null ? [] : reportOn(observed, wanted).differences.otherVersions;
  if (others.length === 0) return;
  const listed = others.map(({ component, node, version }) => `${component} on ${node} runs ${version}`).join(", ");
  throw new DiagnosticError(
    "Kubernetes cannot be upgraded yet",
    `${listed}, and "${wanted.kubernetesVersion}" is wanted. This release does not upgrade Kubernetes: set kubernetes_version to what runs, or upgrade with "talosctl upgrade-k8s".`,
    { path: path("kubernetes_version") },
  );
}
