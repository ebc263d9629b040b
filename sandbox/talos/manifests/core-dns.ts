/** The cluster's resolver: two pods, and the service that every pod asks. */
import { accountBinding, clusterRole, configMap, type ManifestObject, namespace, serviceAccount } from "./objects";

const labels = { "k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS" };
const bootstrapping = { "kubernetes.io/bootstrapping": "rbac-defaults" };
const ports = [
  { name: "dns", protocol: "UDP", port: 53 },
  { name: "dns-tcp", protocol: "TCP", port: 53 },
  { name: "metrics", protocol: "TCP", port: 9153 },
] as const;

/** CoreDNS's objects but its service. */
export function coreDns(image: string, dnsDomain: string): ManifestObject[] {
  const read = ["list", "watch"];
  return [
    serviceAccount("coredns"),
    accountBinding({ name: "system:coredns", labels: bootstrapping }, "system:coredns", "coredns"),
    clusterRole({ name: "system:coredns", labels: bootstrapping }, [
      { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: read },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
    ]),
    configMap("coredns", { Corefile: corefile(dnsDomain) }),
    deployment(image),
  ];
}

/** The service that pods ask; `clusterIp` "" lets the API draw one. */
export function coreDnsService(clusterIp: string): ManifestObject[] {
  const annotations = { "prometheus.io/scrape": "true", "prometheus.io/port": "9153" };
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "kube-dns",
        namespace,
        annotations,
        labels: { ...labels, "kubernetes.io/cluster-service": "true" },
      },
      spec: {
        selector: { "k8s-app": "kube-dns" },
        ports: ports.map(({ name, protocol, port }) => ({ name, protocol, port, targetPort: port })),
        ...(clusterIp === "" ? {} : { clusterIP: clusterIp }),
      },
    },
  ];
}

/** The tenth address of the services' range is the cluster's DNS; "" for a range that is none of IPv4. */
export function dnsServiceAddress(subnet: string): string {
  const match = /^(\d+\.\d+\.\d+)\.(\d+)\//.exec(subnet);
  return match === null ? "" : `${match[1]}.${Number(match[2]) + 10}`;
}

function corefile(dnsDomain: string): string {
  return [
    ".:53 {",
    "    errors",
    "    health",
    "    ready",
    `    kubernetes ${dnsDomain} in-addr.arpa ip6.arpa`,
    "    prometheus :9153",
    "    forward . /etc/resolv.conf",
    "    cache 30",
    "    loop",
    "    reload",
    "    loadbalance",
    "}",
    "",
  ].join("\n");
}

function deployment(image: string): ManifestObject {
  const apart = {
    weight: 100,
    podAffinityTerm: {
      labelSelector: { matchExpressions: [{ key: "k8s-app", operator: "In", values: ["kube-dns"] }] },
      topologyKey: "kubernetes.io/hostname",
    },
  };
  const standing = ["node-role.kubernetes.io/control-plane", "node.cloudprovider.kubernetes.io/uninitialized"];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "coredns", namespace, labels },
    spec: {
      replicas: 2,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: { "k8s-app": "kube-dns" } },
      template: {
        metadata: { labels: { "k8s-app": "kube-dns" } },
        spec: {
          nodeSelector: { "kubernetes.io/os": "linux" },
          affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [apart] } },
          serviceAccountName: "coredns",
          priorityClassName: "system-cluster-critical",
          tolerations: standing.map((key) => ({ key, operator: "Exists", effect: "NoSchedule" })),
          containers: [container(image)],
          dnsPolicy: "Default",
          volumes: [
            { name: "config-volume", configMap: { name: "coredns", items: [{ key: "Corefile", path: "Corefile" }] } },
          ],
        },
      },
    },
  };
}

function container(image: string): ManifestObject {
  const probe = (path: string, port: number) => ({ httpGet: { path, port, scheme: "HTTP" } });
  return {
    name: "coredns",
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["-conf", "/etc/coredns/Corefile"],
    resources: { limits: { memory: "170Mi" }, requests: { cpu: "100m", memory: "70Mi" } },
    volumeMounts: [{ name: "config-volume", mountPath: "/etc/coredns", readOnly: true }],
    ports: ports.map(({ name, protocol, port }) => ({ name, protocol, containerPort: port })),
    livenessProbe: { ...probe("/health", 8080), initialDelaySeconds: 60, timeoutSeconds: 5, failureThreshold: 5 },
    readinessProbe: probe("/ready", 8181),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
}
