/** Where the API servers of a cluster may be asked. */
import type { KubernetesAccess } from "./kubeconfig";

/** Where Talos has an API server unless its configuration says otherwise. */
const standardPort = "6443";

/**
 * Addresses for `KubernetesApi`, in the order in which they are tried: each control plane by itself, then the cluster's
 * endpoint, which may be a load balancer with a port of its own, then the control planes at the endpoint's port.
 */
export function apiServers({ server }: Pick<KubernetesAccess, "server">, hosts: readonly string[]): readonly string[] {
  const endpoint = new URL(server);
  const at = (port: string) =>
    hosts.map((host) => new URL(`https://${host.includes(":") ? `[${host}]` : host}:${port}`).origin);
  return [...new Set([...at(standardPort), endpoint.origin, ...at(endpoint.port || "443")])];
}
