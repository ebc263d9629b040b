/** Resources about a machine as a node of Kubernetes: its name, its addresses, its kubelet, what the cluster says of it. */
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import { type ResourceContent, resource } from "../cosi";
import { componentImages } from "../machine/component-images";
import { kubeletAddress } from "../machine/node-addresses";
import { netIp, netIpPrefix } from "./addresses";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { structOf } from "./structs";
import { whenChanged } from "./when-changed";

/** The namespace "k8s", but for static pods. */
export const kubernetesNodeKinds: MachineKind[] = [
  machineKind("k8s", "Nodenames.kubernetes.talos.dev", nodenames, { columns: { Nodename: "{.nodename}" } }),
  machineKind("k8s", "NodeIPs.kubernetes.talos.dev", nodeIps),
  machineKind("k8s", "NodeStatuses.kubernetes.talos.dev", whenChanged(ownNode, nodeStatuses), {
    columns: { Ready: "{.nodeReady}", Unschedulable: "{.unschedulable}" },
  }),
  machineKind("k8s", "KubeletSpecs.kubernetes.talos.dev", kubeletSpecs, { isSensitive: true }),
];

function nodenames({ machine }: ResourceOwner): ResourceContent[] {
  const { settings, nodeName } = machine;
  if (settings === undefined) return [];
  const spec = { nodename: nodeName, hostnameVersion: "1", skipNodeRegistration: settings.node.skipsRegistration };
  return [resource(k8s, "NodenameSpec", "nodename", spec, spec, { owner: "k8s.NodenameController" })];
}

function nodeIps({ machine }: ResourceOwner): ResourceContent[] {
  const ip = machine.settings === undefined ? undefined : kubeletAddress(machine.addresses, machine.settings);
  if (ip === undefined) return [];
  const owner = "k8s.NodeIPController";
  return [resource(k8s, "NodeIPSpec", "kubelet", { addresses: [netIp(ip)] }, { addresses: [ip] }, { owner })];
}

/** The machine's own Node, as the cluster has it. */
function ownNode({ node, machine: { nodeName } }: ResourceOwner) {
  const found = node.kubelet === undefined ? undefined : node.cluster?.kubernetes.peek("nodes", "", nodeName);
  return { nodename: nodeName, found };
}

function nodeStatuses({ nodename, found }: ReturnType<typeof ownNode>): ResourceContent[] {
  if (found === undefined) return [];
  const [metadata, spec, status] = [membersOf(found["metadata"]), membersOf(found["spec"]), membersOf(found["status"])];
  const conditions = Array.isArray(status["conditions"]) ? status["conditions"].map(membersOf) : [];
  const ready = conditions.find((condition) => condition["type"] === "Ready");
  const facts = { nodename, nodeReady: ready?.["status"] === "True", unschedulable: spec["unschedulable"] === true };
  const [labels, annotations] = [textsOf(metadata["labels"]), textsOf(metadata["annotations"])];
  const podCIDRs = Array.isArray(spec["podCIDRs"]) ? spec["podCIDRs"].map(String) : [];
  const prefixes = podCIDRs.map((cidr) => {
    const [ip = "", bits = ""] = cidr.split("/");
    return netIpPrefix(ip, Number(bits));
  });
  const message = { ...facts, labels, annotations, podCidRs: prefixes };
  const yaml = { ...facts, labels: Object.fromEntries(labels), annotations: Object.fromEntries(annotations), podCIDRs };
  return [resource(k8s, "NodeStatusSpec", nodename, message, yaml, { owner: "k8s.NodeStatusController" })];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textsOf(value: unknown): Map<string, string> {
  return new Map(Object.entries(membersOf(value)).map(([key, text]) => [key, String(text)]));
}

/** Members of the kubelet's configuration that clients look at; Talos's own values. */
function kubeletSpecs({ machine }: ResourceOwner): ResourceContent[] {
  const { settings } = machine;
  if (settings === undefined) return [];
  const { kubelet: image } = componentImages(machine.image.talosVersion, settings);
  const ip = kubeletAddress(machine.addresses, settings);
  const args = [
    "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubeconfig",
    "--cert-dir=/var/lib/kubelet/pki",
    "--config=/etc/kubernetes/kubelet.yaml",
    `--hostname-override=${machine.nodeName}`,
    "--kubeconfig=/etc/kubernetes/kubeconfig-kubelet",
    ...(ip === undefined ? [] : [`--node-ip=${ip}`]),
    ...(settings.cluster.hasExternalCloudProvider ? ["--cloud-provider=external"] : []),
  ];
  const config = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    clusterDomain: settings.cluster.dnsDomain,
    rotateCertificates: true,
    ...(settings.node.rotatesServerCertificates ? { serverTLSBootstrap: true } : {}),
  };
  const expectedNodename = machine.nodeName;
  return [
    resource(
      k8s,
      "KubeletSpecSpec",
      "kubelet",
      { image, args, expectedNodename, config: structOf(config) },
      { image, args, expectedNodename, config },
      { owner: "k8s.KubeletSpecController" },
    ),
  ];
}
