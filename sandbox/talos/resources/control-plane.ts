/** Resources about the components of Kubernetes that a control plane is to run: the namespace "controlplane". */
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import { imageVersion, type NodeSettings } from "../config";
import { type ResourceContent, resource } from "../cosi";
import { versionDetails } from "../machine/talos-version";
import { dnsServiceAddress, flannelImage } from "../manifests";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

const namespace = "controlplane";
const kubePrism = { host: "127.0.0.1", port: "7445" };
const networkPoliciesImage = "registry.k8s.io/networking/kube-network-policies:v1.1.0";

/** Configurations of the API server, controller manager, scheduler and bootstrap manifests of Talos 1.`minor`. */
export function controlPlaneKinds(minor: number): MachineKind[] {
  return [
    machineKind(namespace, "APIServerConfigs.kubernetes.talos.dev", apiServers, { isSensitive: true }),
    machineKind(namespace, "ControllerManagerConfigs.kubernetes.talos.dev", controllerManagers),
    machineKind(namespace, "SchedulerConfigs.kubernetes.talos.dev", schedulers),
    machineKind(namespace, "BootstrapManifestsConfigs.kubernetes.talos.dev", (owner) => manifests(owner, minor)),
  ];
}

/** Undefined on workers and in maintenance. */
function settingsOf({ machine }: ResourceOwner): NodeSettings | undefined {
  return machine.isControlPlane ? machine.settings : undefined;
}

function imageOf({ machine }: ResourceOwner, name: string, own: string): string {
  return own === "" ? `registry.k8s.io/${name}:v${versionDetails(machine.image.talosVersion).defaultKubernetes}` : own;
}

const noArguments = { extraArgs: {}, extraVolumes: [], environmentVariables: {}, resources: noResources() };

function noResources() {
  return { requests: {}, limits: {} };
}

function apiServers(owner: ResourceOwner): ResourceContent[] {
  const settings = settingsOf(owner);
  if (settings === undefined) return [];
  const { cluster, images } = settings;
  const facts = {
    image: imageOf(owner, "kube-apiserver", images.apiServer),
    cloudProvider: cluster.hasExternalCloudProvider ? "external" : "",
    controlPlaneEndpoint: cluster.endpoint,
    etcdServers: ["https://127.0.0.1:2379"],
  };
  const advertisedAddress = settings.node.skipsRegistration ? "" : "$(POD_IP)";
  const ranges = cluster.serviceSubnets;
  const message = { ...facts, localPort: BigInt(cluster.apiPort), serviceCidRs: ranges, advertisedAddress };
  const { resources, ...more } = noArguments;
  const yaml = { ...facts, localPort: cluster.apiPort, serviceCIDR: ranges, ...more, advertisedAddress, resources };
  const controller = "k8s.ControlPlaneAPIServerController";
  return [resource(k8s, "APIServerConfigSpec", "kube-apiserver", message, yaml, { owner: controller })];
}

function controllerManagers(owner: ResourceOwner): ResourceContent[] {
  const settings = settingsOf(owner);
  if (settings === undefined) return [];
  const { cluster, images } = settings;
  const facts = {
    enabled: true,
    image: imageOf(owner, "kube-controller-manager", images.controllerManager),
    cloudProvider: cluster.hasExternalCloudProvider ? "external" : "",
  };
  const { podSubnets, serviceSubnets } = cluster;
  const message = { ...facts, podCidRs: podSubnets, serviceCidRs: serviceSubnets };
  const yaml = { ...facts, podCIDRs: podSubnets, serviceCIDRs: serviceSubnets, ...noArguments };
  const controller = "k8s.ControlPlaneControllerManagerController";
  return [
    resource(k8s, "ControllerManagerConfigSpec", "kube-controller-manager", message, yaml, { owner: controller }),
  ];
}

function schedulers(owner: ResourceOwner): ResourceContent[] {
  const settings = settingsOf(owner);
  if (settings === undefined) return [];
  const facts = { enabled: true, image: imageOf(owner, "kube-scheduler", settings.images.scheduler) };
  const message = { ...facts, config: { fields: new Map() } };
  const controller = "k8s.ControlPlaneSchedulerController";
  const yaml = { ...facts, ...noArguments, config: {} };
  return [resource(k8s, "SchedulerConfigSpec", "kube-scheduler", message, yaml, { owner: controller })];
}

const firstMinorWithCniName = 13;
const firstWithNftables = [1, 31] as const;

function manifests(owner: ResourceOwner, minor: number): ResourceContent[] {
  const settings = settingsOf(owner);
  if (settings === undefined) return [];
  const facts = manifestFacts(owner, settings);
  const cniName = minor >= firstMinorWithCniName ? { cniName: settings.cluster.cni } : {};
  const { podSubnets } = settings.cluster;
  const message = { ...facts, podCidRs: podSubnets, ...cniName };
  const yaml = { ...manifestYaml(facts, podSubnets), ...cniName };
  const controller = "k8s.ControlPlaneBootstrapManifestsController";
  return [resource(k8s, "BootstrapManifestsConfigSpec", "manifests", message, yaml, { owner: controller })];
}

function manifestFacts(owner: ResourceOwner, { cluster, images }: NodeSettings) {
  const proxyImage = imageOf(owner, "kube-proxy", images.proxy);
  const dnsVersion = versionDetails(owner.machine.image.talosVersion).coreDns;
  return {
    server: `https://${kubePrism.host}:${kubePrism.port}`,
    clusterDomain: cluster.dnsDomain,
    proxyEnabled: cluster.isProxyEnabled,
    proxyImage,
    proxyArgs: proxyArguments(cluster.podSubnets, proxyImage),
    coreDnsEnabled: cluster.isCoreDnsEnabled,
    coreDnsImage: images.coreDns === "" ? `registry.k8s.io/coredns/coredns:v${dnsVersion}` : images.coreDns,
    dnsServiceIp: dnsServiceAddress(cluster.serviceSubnets[0] ?? ""),
    flannelEnabled: cluster.cni === "flannel",
    flannelImage,
    flannelKubeServiceHost: kubePrism.host,
    flannelKubeServicePort: kubePrism.port,
    flannelKubeNetworkPoliciesImage: networkPoliciesImage,
  };
}

/** The same in Talos's own spelling, which has "string" for the server. */
function manifestYaml(facts: ReturnType<typeof manifestFacts>, podCIDRs: readonly string[]) {
  const { server, coreDnsEnabled, coreDnsImage, dnsServiceIp, ...same } = facts;
  return {
    ...same,
    string: server,
    podCIDRs,
    coreDNSEnabled: coreDnsEnabled,
    coreDNSImage: coreDnsImage,
    dnsServiceIP: dnsServiceIp,
    dnsServiceIPv6: "",
    flannelExtraArgs: [],
    flannelKubeNetworkPoliciesEnabled: false,
    podSecurityPolicyEnabled: false,
    talosAPIServiceEnabled: false,
  };
}

function proxyArguments(podSubnets: readonly string[], image: string): string[] {
  const [major = 0, minor = 0] = (imageVersion(image) ?? "").split(".").map(Number);
  const [needMajor, needMinor] = firstWithNftables;
  const isNew = major > needMajor || (major === needMajor && minor >= needMinor);
  return [
    `--cluster-cidr=${podSubnets.join(",")}`,
    "--conntrack-max-per-core=0",
    "--hostname-override=$(NODE_NAME)",
    "--kubeconfig=/etc/kubernetes/kubeconfig",
    `--proxy-mode=${isNew ? "nftables" : "iptables"}`,
  ];
}
