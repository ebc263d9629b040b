/** The network that Talos installs by itself. */
import {
  accountBinding,
  clusterRole,
  configMap,
  daemonSet,
  type ManifestObject,
  serviceAccount,
  smallRequests,
} from "./objects";

/** The image of every version that is played. */
export const flannelImage = "ghcr.io/siderolabs/flannel:v0.28.8";
const labels = { "k8s-app": "flannel", tier: "node" };

/** flannel's objects. */
export function flannel(podSubnets: readonly string[]): ManifestObject[] {
  const own = { name: "flannel", labels: { "k8s-app": "flannel" } };
  return [
    clusterRole(own, [
      { apiGroups: [""], resources: ["pods", "nodes", "namespaces"], verbs: ["get", "list", "watch"] },
      { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] },
    ]),
    accountBinding(own, "flannel", "flannel"),
    serviceAccount("flannel", own.labels),
    configMap("kube-flannel-cfg", configuration(podSubnets), labels),
    agents(),
  ];
}

function configuration(podSubnets: readonly string[]): Record<string, string> {
  const network = {
    ...ranges(podSubnets),
    EnableNFTables: true,
    Backend: { Type: "vxlan", Port: 4789 },
  };
  const plugins = [
    { type: "flannel", delegate: { hairpinMode: true, isDefaultGateway: true } },
    { type: "portmap", capabilities: { portMappings: true } },
  ];
  const cni = { name: "cbr0", cniVersion: "1.0.0", plugins };
  return { "cni-conf.json": JSON.stringify(cni, null, 2), "net-conf.json": JSON.stringify(network, null, 2) };
}

function ranges(podSubnets: readonly string[]): Record<string, string | boolean> {
  const [v4, v6] = [
    podSubnets.find((subnet) => subnet.includes(".")),
    podSubnets.find((subnet) => subnet.includes(":")),
  ];
  return {
    ...(v4 === undefined ? { EnableIPv4: false } : { Network: v4 }),
    ...(v6 === undefined ? {} : { IPv6Network: v6, EnableIPv6: true }),
  };
}

function agents(): ManifestObject {
  const fromField = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return daemonSet("kube-flannel", labels, {
    priorityClassName: "system-node-critical",
    serviceAccountName: "flannel",
    initContainers: [
      {
        name: "install-config",
        image: flannelImage,
        command: ["cp"],
        args: ["-f", "/etc/kube-flannel/cni-conf.json", "/etc/cni/net.d/10-flannel.conflist"],
        volumeMounts: [
          { name: "cni", mountPath: "/etc/cni/net.d" },
          { name: "flannel-cfg", mountPath: "/etc/kube-flannel/" },
        ],
      },
    ],
    containers: [
      {
        name: "kube-flannel",
        image: flannelImage,
        command: ["/opt/bin/flanneld"],
        args: ["--ip-masq", "--kube-subnet-mgr"],
        env: [
          fromField("POD_NAME", "metadata.name"),
          fromField("POD_NAMESPACE", "metadata.namespace"),
          { name: "EVENT_QUEUE_DEPTH", value: "5000" },
        ],
        resources: smallRequests,
        securityContext: { capabilities: { add: ["NET_ADMIN", "NET_RAW"] }, privileged: false },
        volumeMounts: [
          { name: "run", mountPath: "/run/flannel" },
          { name: "flannel-cfg", mountPath: "/etc/kube-flannel/" },
        ],
      },
    ],
    volumes: [
      { name: "run", hostPath: { path: "/run/flannel" } },
      { name: "cni", hostPath: { path: "/etc/cni/net.d" } },
      { name: "flannel-cfg", configMap: { name: "kube-flannel-cfg" } },
    ],
  });
}
