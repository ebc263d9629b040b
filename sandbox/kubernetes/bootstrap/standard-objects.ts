import type { JsonObject } from "../plain/json";
import type { ClusterIdentity } from "../seam";

/** The four namespaces of every cluster. */
export const standardNamespaces: readonly JsonObject[] = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
].map((name) => ({ metadata: { name } }));

/** The two priority classes of every cluster. */
export const priorityClasses: readonly JsonObject[] = [
  {
    metadata: { name: "system-node-critical" },
    value: 2_000_001_000,
    description: "Used for system critical pods that must not be moved from their current node.",
  },
  {
    metadata: { name: "system-cluster-critical" },
    value: 2_000_000_000,
    description:
      "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
  },
];

/** The API's own service: the first address of the first service subnet. */
export function defaultService({ serviceSubnets }: ClusterIdentity): JsonObject {
  const clusterIP = firstAddress(serviceSubnets[0] ?? "10.96.0.0/12");
  return {
    metadata: { name: "kubernetes", labels: { component: "apiserver", provider: "kubernetes" } },
    spec: {
      clusterIP,
      clusterIPs: [clusterIP],
      ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
      type: "ClusterIP",
    },
  };
}

/** What an API server tells of itself in kube-system: whom it trusts, and since when it notes the use of old tokens. */
export function serverConfigMaps({ ca, aggregatorCa }: ClusterIdentity, nowMs: number): JsonObject[] {
  const requestHeader =
    aggregatorCa === undefined
      ? {}
      : {
          "requestheader-allowed-names": '["front-proxy-client"]',
          "requestheader-client-ca-file": aggregatorCa.certificatePem,
          "requestheader-extra-headers-prefix": '["X-Remote-Extra-"]',
          "requestheader-group-headers": '["X-Remote-Group"]',
          "requestheader-username-headers": '["X-Remote-User"]',
        };
  return [
    {
      metadata: { name: "extension-apiserver-authentication" },
      data: { "client-ca-file": ca.certificatePem, ...requestHeader },
    },
    {
      metadata: { name: "kube-apiserver-legacy-service-account-token-tracking" },
      data: { since: new Date(nowMs).toISOString().slice(0, 10) },
    },
  ];
}

/** "10.96.0.0/12" → "10.96.0.1" */
function firstAddress(cidr: string): string {
  const [address = ""] = cidr.split("/");
  if (address.includes(":")) return address.endsWith("::") ? `${address}1` : address;
  const [a = "10", b = "96", c = "0", d = "0"] = address.split(".");
  return `${a}.${b}.${c}.${Number(d) + 1}`;
}
