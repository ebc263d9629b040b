/** Read: members and nodes against the machines that are wanted, and which Kubernetes runs. */
import { observeCluster, reportOn } from "../../fleet";
import type { IdentitySchema } from "../../framework/contract/identity";
import { changed, type ReadResult, unreachable } from "../../framework/contract/read-result";
import type { ReadRequest } from "../../framework/contract/resource-definition";
import type { StateOf } from "../../framework/schema/schema";
import { outputsOf } from "./outputs";
import type { talosClusterSchema } from "./schema";
import { clusterOf, type TalosClusterSettings, type TalosClusterSurroundings } from "./surroundings";

type Schema = typeof talosClusterSchema;
type State = StateOf<Schema>;

/** Looks once; a cluster of which nobody answers is unreachable, never gone. */
export async function readCluster(
  request: ReadRequest<Schema, IdentitySchema>,
  settings: TalosClusterSettings,
  { readFile }: TalosClusterSurroundings,
): Promise<ReadResult<State>> {
  const { state, imported, signal } = request;
  const cluster = await clusterOf(state, settings, { readFile, signal });
  const observed = await observeCluster(cluster.fleet, cluster.credential, request);
  const { etcd, kubernetes } = observed;
  if (etcd.members.length === 0 && typeof kubernetes === "string") {
    return unreachable(`Cannot look at the cluster "${state.cluster}": ${[kubernetes, ...etcd.problems].join("; ")}`);
  }
  if (typeof kubernetes === "string") {
    request.diagnostics.warning(
      "Kubernetes is unreachable",
      `Of the cluster "${state.cluster}", only etcd could be looked at: ${kubernetes}. Nodes and versions are kept as they were last seen.`,
    );
  }
  const outputs = outputsOf(observed, cluster);
  // What could not be asked just now stays as it was.
  const known = {
    ...(etcd.members.length === 0 ? { etcd_members: state.etcd_members } : {}),
    ...(typeof kubernetes === "string" ? { running_kubernetes_versions: state.running_kubernetes_versions } : {}),
  };
  const after = { ...state, ...outputs, ...known, id: state.cluster };
  return imported ? changed(after) : changed(after, { drift: reportOn(observed, cluster.wanted).drift });
}
