/** The manifests that Talos itself puts into a new cluster: bootstrap RBAC, kube-proxy, flannel, CoreDNS. */
import type { ManifestSource } from "../../kubernetes";
import { imageVersion, type NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";

type Json = Readonly<Record<string, unknown>>;

const namespace = "kube-system";
/** The image of the network that Talos installs by itself. */
export const flannelImage = "ghcr.io/siderolabs/flannel:v0.28.8";
const everywhere = [
  { operator: "Exists", effect: "NoSchedule" },
  { operator: "Exists", effect: "NoExecute" },
];

/** In Talos's order; what the configuration turns off is left out. */
export function bootstrapManifests(machine: TalosMachine, settings: NodeSettings): ManifestSource[] {
  const { cluster, images } = settings;
  const details = versionDetails(machine.image.talosVersion);
  const kubernetes = imageVersion(images.proxy) ?? imageVersion(images.apiServer) ?? details.defaultKubernetes;
  const proxyImage = images.proxy === "" ? `registry.k8s.io/kube-proxy:v${kubernetes}` : images.proxy;
  const dnsImage = images.coreDns === "" ? `registry.k8s.io/coredns/coredns:v${details.coreDns}` : images.coreDns;
  return [
    source("00-kubelet-bootstrapping-token", bootstrapToken(cluster.bootstrapToken)),
    source("01-csr-node-bootstrap", [
      binding("system-bootstrap-node-bootstrapper", "system:node-bootstrapper", "system:bootstrappers"),
    ]),
    source("01-csr-approver-role-binding", [
      binding(
        "system-bootstrap-approve-node-client-csr",
        "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
        "system:bootstrappers:nodes",
      ),
    ]),
    source("01-csr-renewal-role-binding", [
      binding(
        "system-bootstrap-node-renewal",
        "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
        "system:nodes",
      ),
    ]),
    ...(cluster.cni === "flannel" ? [source("05-flannel", flannel(cluster.podSubnets[0] ?? ""))] : []),
    ...(cluster.isProxyEnabled ? [source("10-kube-proxy", kubeProxy(proxyImage))] : []),
    ...(cluster.isCoreDnsEnabled
      ? [source("11-core-dns", coreDns(dnsImage, cluster)), source("11-core-dns-svc", dnsService(cluster))]
      : []),
  ];
}

function source(name: string, documents: readonly Json[]): ManifestSource {
  return { name, text: documents.map((document) => JSON.stringify(document)).join("\n---\n") };
}

function bootstrapToken(token: string): Json[] {
  const [id, secret] = token.split(".");
  if (id === undefined || secret === undefined) return [];
  return [
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: `bootstrap-token-${id}`, namespace },
      type: "bootstrap.kubernetes.io/token",
      stringData: {
        "token-id": id,
        "token-secret": secret,
        "usage-bootstrap-authentication": "true",
        "auth-extra-groups": "system:bootstrappers:nodes",
      },
    },
  ];
}

function binding(name: string, role: string, group: string): Json {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name },
    subjects: [{ kind: "Group", name: group, apiGroup: "rbac.authorization.k8s.io" }],
    roleRef: { kind: "ClusterRole", name: role, apiGroup: "rbac.authorization.k8s.io" },
  };
}

function account(name: string, role: string): Json[] {
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ];
}

function daemonSet(name: string, labels: Json, pod: Json): Json {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { rollingUpdate: { maxUnavailable: 1 }, type: "RollingUpdate" },
      template: {
        metadata: { labels },
        spec: { hostNetwork: true, priorityClassName: "system-node-critical", tolerations: everywhere, ...pod },
      },
    },
  };
}

function flannel(podSubnet: string): Json[] {
  const network = JSON.stringify({ Network: podSubnet, Backend: { Type: "vxlan", Port: 4789 } });
  const labels = { "k8s-app": "flannel", tier: "node" };
  return [
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "flannel" },
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
        { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] },
      ],
    },
    ...account("flannel", "flannel"),
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "kube-flannel-cfg", namespace, labels },
      data: { "net-conf.json": network },
    },
    daemonSet("kube-flannel", labels, {
      serviceAccountName: "flannel",
      containers: [
        {
          name: "kube-flannel",
          image: flannelImage,
          command: ["/opt/bin/flanneld"],
          args: ["--ip-masq", "--kube-subnet-mgr"],
        },
      ],
      volumes: [{ name: "cni", hostPath: { path: "/etc/cni/net.d" } }],
    }),
  ];
}

function kubeProxy(image: string): Json[] {
  const labels = { "k8s-app": "kube-proxy", tier: "node" };
  return [
    ...account("kube-proxy", "system:node-proxier"),
    daemonSet("kube-proxy", labels, {
      serviceAccountName: "kube-proxy",
      containers: [{ name: "kube-proxy", image, command: ["/usr/local/bin/kube-proxy"] }],
    }),
  ];
}

function coreDns(image: string, { dnsDomain }: NodeSettings["cluster"]): Json[] {
  const labels = { "k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS" };
  const corefile = `.:53 {\n    errors\n    health\n    ready\n    kubernetes ${dnsDomain} in-addr.arpa ip6.arpa\n    forward . /etc/resolv.conf\n    cache 30\n}\n`;
  return [
    ...account("coredns", "system:coredns"),
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "system:coredns" },
      rules: [
        { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
      ],
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "coredns", namespace }, data: { Corefile: corefile } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "coredns", namespace, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: { "k8s-app": "kube-dns" } },
        template: {
          metadata: { labels: { "k8s-app": "kube-dns" } },
          spec: {
            serviceAccountName: "coredns",
            priorityClassName: "system-cluster-critical",
            tolerations: [
              { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
              { key: "node.cloudprovider.kubernetes.io/uninitialized", operator: "Exists", effect: "NoSchedule" },
            ],
            containers: [{ name: "coredns", image, args: ["-conf", "/etc/coredns/Corefile"] }],
          },
        },
      },
    },
  ];
}

/** The tenth address of the services' range is the resolver's. */
function dnsService({ serviceSubnets }: NodeSettings["cluster"]): Json[] {
  const clusterIP = dnsServiceAddress(serviceSubnets[0] ?? "");
  const ports = [
    { name: "dns", port: 53, protocol: "UDP" },
    { name: "dns-tcp", port: 53, protocol: "TCP" },
  ];
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "kube-dns", namespace, labels: { "k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS" } },
      spec: { selector: { "k8s-app": "kube-dns" }, ports, ...(clusterIP === "" ? {} : { clusterIP }) },
    },
  ];
}

/** The tenth address of the services' range is the cluster's DNS; "" for a range that is none of IPv4. */
export function dnsServiceAddress(subnet: string): string {
  const match = /^(\d+\.\d+\.\d+)\.(\d+)\//.exec(subnet);
  return match === null ? "" : `${match[1]}.${Number(match[2]) + 10}`;
}
