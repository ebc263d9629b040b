/** Read: whether etcd is still there, still the same one, and whether its Kubernetes still trusts the same CA. */
import type { IdentitySchema } from "../../framework/contract/identity";
import { changed, type ReadResult, unreachable } from "../../framework/contract/read-result";
import type { ReadRequest } from "../../framework/contract/resource-definition";
import type { StateOf } from "../../framework/schema/schema";
import { anyCredentials } from "./birth";
import { controlPlaneNodes, storeId } from "./cluster-access";
import type { KubernetesCredentials } from "./model";
import type { talosBootstrapSchema } from "./schema";
import type { TalosBootstrapSettings, TalosBootstrapSurroundings } from "./surroundings";
import { reasonsOf, survey, verdictOf } from "./survey";

type Schema = typeof talosBootstrapSchema;
type State = StateOf<Schema>;

/** Asks the control planes; never says "gone": etcd goes with its machines, and a store that is lost is drift. */
export async function readBootstrap(
  request: ReadRequest<Schema, IdentitySchema>,
  settings: TalosBootstrapSettings,
  surroundings: TalosBootstrapSurroundings,
): Promise<ReadResult<State>> {
  const { state, imported } = request;
  const nodes = await controlPlaneNodes(state, settings, surroundings, request);
  const surveyed = await survey(nodes, request);
  const verdict = verdictOf(surveyed);
  if (verdict === "undecided") return unreachable(`Cannot ask whether etcd is there: ${reasonsOf(surveyed)}`);
  if (verdict === "unborn") {
    return changed(state, { drift: ["etcd: no control plane has a member any more, and there was one"] });
  }
  const credentials = await anyCredentials(nodes, request);
  if ("failures" in credentials) {
    return unreachable(`No control plane gives a kubeconfig: ${credentials.failures.join("; ")}`);
  }
  const addresses = [...nodes.values()].map(({ host }) => host);
  const store = await storeId(settings, credentials, addresses, request);
  if ("failure" in store) {
    const drift = imported ? [] : driftOf(state, credentials, undefined);
    if (drift.length > 0) return changed(state, { drift });
    return unreachable(`Kubernetes does not say on which store of etcd it runs: ${store.failure}`);
  }
  if (imported) return changed({ ...state, ...credentials, id: store.id, allow_empty: false });
  return changed(state, { drift: driftOf(state, credentials, store.id) });
}

function driftOf(state: State, credentials: KubernetesCredentials, id: string | undefined): readonly string[] {
  const { kubernetes_ca_sha256: ca, id: known } = state;
  const store = id === undefined || id === known ? [] : [`etcd: the store "${id}" is there, "${known}" wanted`];
  const isSameCa = credentials.kubernetes_ca_sha256 === ca;
  return isSameCa ? store : [...store, "kubernetes CA: another one than that of the kubeconfig in the state"];
}
