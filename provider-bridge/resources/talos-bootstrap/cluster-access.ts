/** A cluster's control planes, reachable: over the Talos API and over Kubernetes. */
import { type ClientConfiguration, talosAccess } from "../../attributes";
import { apiServers, KubernetesError, readKubeconfig } from "../../clients/kubernetes";
import { fetchKubeconfig, readCredential, type TalosNode } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import { type KubernetesCredentials, kubernetesCredentials } from "./model";
import type { TalosBootstrapSettings, TalosBootstrapSurroundings } from "./surroundings";

/** Which cluster, and with whose credentials. */
export interface ClusterInputs {
  readonly cluster: string;
  readonly control_planes: Readonly<Record<string, string>>;
  readonly client_configuration: ClientConfiguration | null;
}

/** The control planes by name. @throws DiagnosticError without credentials */
export async function controlPlaneNodes(
  inputs: ClusterInputs,
  settings: TalosBootstrapSettings,
  { readFile }: TalosBootstrapSurroundings,
  { signal }: CallContext,
): Promise<ReadonlyMap<string, TalosNode>> {
  const access = await talosAccess(inputs.client_configuration, inputs.cluster, settings, { readFile, signal });
  const credential = readCredential(access);
  const pool = settings.clients.talos();
  return new Map(
    Object.entries(inputs.control_planes).map(([name, address]) => [name, pool.node(address, credential)]),
  );
}

/** Fresh credentials of an administrator of Kubernetes, from a control plane. @throws TalosError, KubernetesError */
export async function fetchCredentials(node: TalosNode, context: CallContext): Promise<KubernetesCredentials> {
  const kubeconfig = await fetchKubeconfig(node, context);
  return kubernetesCredentials(kubeconfig, readKubeconfig(kubeconfig));
}

/**
 * What tells one store of etcd from the next: the uid of the namespace kube-system, made with the store; why not, where
 * Kubernetes does not tell. (Etcd's own cluster id is made of names and addresses: it is the same after a new beginning.)
 */
export async function storeId(
  { clients }: TalosBootstrapSettings,
  { kubeconfig }: Pick<KubernetesCredentials, "kubeconfig">,
  addresses: readonly string[],
  context: CallContext,
): Promise<{ readonly id: string } | { readonly failure: string }> {
  const access = readKubeconfig(kubeconfig);
  const api = clients.kubernetes(access, apiServers(access, addresses));
  try {
    const found = await api.call({ method: "GET", path: "/api/v1/namespaces/kube-system" }, context);
    return { id: found.object("metadata").text("uid") };
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    context.log.debug("Kubernetes does not tell which store it runs on", { failure: error.message });
    return { failure: error.message };
  } finally {
    api.close();
  }
}
