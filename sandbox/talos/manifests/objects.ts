/** Objects that several of Talos's manifests are made of. */

/** A manifest's object. */
export type ManifestObject = Readonly<Record<string, unknown>>;

/** Where all of them live. */
export const namespace = "kube-system";

const rbac = "rbac.authorization.k8s.io";

/** A service account of kube-system. */
export function serviceAccount(name: string, labels?: Readonly<Record<string, string>>): ManifestObject {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace, ...(labels && { labels }) } };
}

/** A config map of kube-system. */
export function configMap(
  name: string,
  data: Readonly<Record<string, string>>,
  labels?: Readonly<Record<string, string>>,
): ManifestObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, ...(labels && { labels }) }, data };
}

/** A cluster role. */
export function clusterRole(metadata: ManifestObject, rules: readonly ManifestObject[]): ManifestObject {
  return { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata, rules };
}

/** Gives a service account of kube-system a cluster role. */
export function accountBinding(metadata: ManifestObject, role: string, account: string): ManifestObject {
  return binding(metadata, role, { kind: "ServiceAccount", name: account, namespace });
}

/** Gives groups a cluster role. */
export function groupBinding(name: string, role: string, ...groups: readonly string[]): ManifestObject {
  return binding({ name }, role, ...groups.map((group) => ({ kind: "Group", name: group, apiGroup: rbac })));
}

function binding(metadata: ManifestObject, role: string, ...subjects: readonly ManifestObject[]): ManifestObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata,
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
    subjects,
  };
}

/** A daemon set of kube-system that runs on every node, whatever its taints, in the node's own network. */
export function daemonSet(
  name: string,
  labels: Readonly<Record<string, string>>,
  podSpec: ManifestObject,
): ManifestObject {
  const tolerations = [
    { operator: "Exists", effect: "NoSchedule" },
    { operator: "Exists", effect: "NoExecute" },
  ];
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { rollingUpdate: { maxUnavailable: 1 }, type: "RollingUpdate" },
      template: { metadata: { labels }, spec: { hostNetwork: true, tolerations, ...podSpec } },
    },
  };
}

/** What a small part of the system asks a node for. */
export const smallRequests = { requests: { cpu: "100m", memory: "50Mi" } } as const;
