/** A cluster as a whole, looked at from outside: etcd through its control planes, nodes and components through Kubernetes. */
import {
  type ComponentVersion,
  KubernetesError,
  type KubernetesNode,
  listComponentVersions,
  listNodes,
} from "../clients/kubernetes";
import { type TalosCredential, TalosError } from "../clients/talos";
import type { CallContext } from "../clients/transport";
import type { EtcdSurvey } from "./etcd-survey";
import type { FleetCluster } from "./fleet-cluster";

/** What Kubernetes says. */
export interface ObservedKubernetes {
  readonly nodes: readonly KubernetesNode[];
  readonly versions: readonly ComponentVersion[];
}

/** What was seen of a cluster. */
export interface ObservedCluster {
  readonly etcd: EtcdSurvey;
  /** A sentence where Kubernetes could not be asked. */
  readonly kubernetes: ObservedKubernetes | string;
}

/** Looks once. Never rejects but with the signal's reason. */
export async function observeCluster(
  cluster: FleetCluster,
  credential: TalosCredential,
  context: CallContext,
): Promise<ObservedCluster> {
  const [etcd, kubernetes] = await Promise.all([
    cluster.survey(credential, context),
    observeKubernetes(cluster, credential, context),
  ]);
  return { etcd, kubernetes };
}

async function observeKubernetes(
  cluster: FleetCluster,
  credential: TalosCredential,
  context: CallContext,
): Promise<ObservedKubernetes | string> {
  try {
    const api = await cluster.kubernetes(credential, context);
    const nodes = await listNodes(api, context);
    return { nodes, versions: await listComponentVersions(api, nodes, context) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof TalosError || error instanceof KubernetesError) return error.message;
    throw error;
  }
}
