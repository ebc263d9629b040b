/**
 * Kubernetes, as far as our resources need it: nodes, pods, evictions, watches; with a client certificate of the cluster.
 * Here belongs how the API is called and what its answers mean; never when a node is drained: that is the fleet's.
 */
export { apiServers } from "./api-servers";
export { type ComponentVersion, listComponentVersions } from "./component-versions";
export { type KubernetesAccess, readKubeconfig } from "./kubeconfig";
export { KubernetesApi, type KubernetesApiOptions, type KubernetesCall } from "./kubernetes-api";
export { KubernetesError, type KubernetesErrorCode } from "./kubernetes-error";
export * from "./nodes";
export * from "./pods";
export { type WatchEvent, type WatchRequest, watch } from "./watch";
