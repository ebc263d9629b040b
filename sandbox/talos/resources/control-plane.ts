/** Resources about the components of Kubernetes that a control plane is to run: the namespace "controlplane". */
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import type { NodeSettings } from "../config";
import { type ResourceContent, resource } from "../cosi";
import { componentImages } from "../machine/component-images";
import { dnsServiceAddress, flannelImage, proxyArguments } from "../manifests";
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

function imagesOf({ machine }: ResourceOwner, settings: NodeSettings) {
  return componentImages(machine.image.talosVersion, settings);
}

const noArguments = { extraArgs: {}, extraVolumes: [], environmentVariables: {}, resources: noResources() };

function noResources() {
  return { requests: {}, limits: {} };
}

function apiServers(owner: ResourceOwner): ResourceContent[] {
  const settings = settingsOf(owner);
  if (settings === undefined) return [];
  const { cluster } = settings;
  const facts = {
    image: imagesOf(owner, settings).apiServer,
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
  const { cluster } = settings;
  const facts = {
    enabled: true,
    image: imagesOf(owner, settings).controllerManager,
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
  const facts = { enabled: true, image: imagesOf(owner, settings).scheduler };
  const message = { ...facts, config: { fields: new Map() } };
  const controller = "k8s.ControlPlaneSchedulerController";
  const yaml = { ...facts, ...noArguments, config: {} };
  return [resource(k8s, "SchedulerConfigSpec", "kube-scheduler", message, yaml, { owner: controller })];
}

const firstMinorWithCniName = 13;

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

function manifestFacts(owner: ResourceOwner, settings: NodeSettings) {
  const { cluster } = settings;
  const { proxy: proxyImage, coreDns: coreDnsImage } = imagesOf(owner, settings);
  return {
    server: `https://${kubePrism.host}:${kubePrism.port}`,
    clusterDomain: cluster.dnsDomain,
    proxyEnabled: cluster.isProxyEnabled,
    proxyImage,
    proxyArgs: proxyArguments(cluster.podSubnets, proxyImage),
    coreDnsEnabled: cluster.isCoreDnsEnabled,
    coreDnsImage,
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
