/** Draws the node's settings from a configuration: the legacy fields of v1alpha1, overridden by documents of their own. */
import { clusterSettings } from "./cluster-settings";
import { kubeletArguments, userPods } from "./kubelet-arguments";
import type { CertificateParts, ComponentImages, KubeletSettings, NodeSettings, VirtualIp } from "./node-settings";
import { at, listAt, type Plain, textAt, textMapAt, textsAt } from "./plain";
import type { Configuration } from "./read-configuration";

/** The settings of a complete configuration; undefined for a partial one. */
export function nodeSettingsOf(configuration: Configuration): NodeSettings | undefined {
  const { main } = configuration;
  if (main === undefined) return undefined;
  const machine = at(main, "machine");
  const isControlPlane = /^(controlplane|init)$/.test(textAt(machine, "type"));
  const hostname = documentOf(configuration, "HostnameConfig");
  return {
    machineType: isControlPlane ? "controlplane" : "worker",
    machineToken: textAt(machine, "token"),
    machineCa: certificateParts(at(machine, "ca")),
    acceptedMachineCas: listAt(machine, "acceptedCAs").map((item) => fromBase64(textAt(item, "crt"))),
    certSans: textsAt(machine, "certSANs"),
    checksClientUsage: at(machine, "features", "apidCheckExtKeyUsage") === true,
    hostname: textAt(hostname, "hostname") || textAt(machine, "network", "hostname"),
    cluster: clusterSettings(configuration),
    images: imagesOf(configuration),
    node: kubeletSettings(configuration, isControlPlane),
    etcd: {
      ca: certificateParts(at(main, "cluster", "etcd", "ca")),
      advertisedSubnets: etcdSubnets(main, "advertisedSubnets"),
      listenSubnets: etcdSubnets(main, "listenSubnets"),
    },
    discovery: discoveryOf(configuration),
    virtualIps: virtualIps(configuration),
    installImage:
      textAt(documentOf(configuration, "UnattendedInstallConfig"), "installer", "image") ||
      textAt(machine, "install", "image"),
    installDisk: textAt(machine, "install", "disk"),
    isTimeSyncDisabled:
      at(machine, "time", "disabled") === true || at(documentOf(configuration, "TimeSyncConfig"), "enabled") === false,
    extensionServices: configuration.documents
      .filter((document) => document.kind === "ExtensionServiceConfig")
      .map((document) => document.name),
  };
}

/** The content of the first document of a kind. */
export function documentOf(configuration: Configuration, kind: string): Plain | undefined {
  return configuration.documents.find((document) => document.kind === kind)?.content;
}

/** A certificate and key as v1alpha1 has them, in base64. */
function certificateParts(value: Plain | undefined): CertificateParts {
  return { certificatePem: fromBase64(textAt(value, "crt")), keyPem: fromBase64(textAt(value, "key")) };
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function imagesOf(configuration: Configuration): ComponentImages {
  const { main } = configuration;
  const image = (kind: string, ...path: string[]) =>
    textAt(documentOf(configuration, kind), "image") || textAt(main, ...path, "image");
  return {
    kubelet: image("KubeletConfig", "machine", "kubelet"),
    apiServer: image("KubeAPIServerConfig", "cluster", "apiServer"),
    controllerManager: image("KubeControllerManagerConfig", "cluster", "controllerManager"),
    scheduler: image("KubeSchedulerConfig", "cluster", "scheduler"),
    proxy: image("KubeProxyConfig", "cluster", "proxy"),
    coreDns: image("KubeCoreDNSConfig", "cluster", "coreDNS"),
    etcd: textAt(main, "cluster", "etcd", "image"),
  };
}

function kubeletSettings(configuration: Configuration, isControlPlane: boolean): KubeletSettings {
  const { main } = configuration;
  const machine = at(main, "machine");
  const document = documentOf(configuration, "KubeNodeConfig");
  const source = document ?? machine;
  const [labels, annotations, taints] =
    document === undefined ? ["nodeLabels", "nodeAnnotations", "nodeTaints"] : ["labels", "annotations", "taints"];
  const nodeIp = document === undefined ? at(machine, "kubelet", "nodeIP") : at(document, "nodeIP");
  const isLegacySchedulable =
    at(main, "cluster", "allowSchedulingOnControlPlanes") === true ||
    at(main, "cluster", "allowSchedulingOnMasters") === true;
  return {
    labels: textMapAt(source, labels ?? ""),
    annotations: textMapAt(source, annotations ?? ""),
    taints: textMapAt(source, taints ?? ""),
    validSubnets: textsAt(nodeIp, "validSubnets"),
    registersWithFqdn: at(document ?? at(machine, "kubelet"), "registerWithFQDN") === true,
    skipsRegistration: at(document ?? at(machine, "kubelet"), "skipNodeRegistration") === true,
    rotatesServerCertificates: rotatesServerCertificates(configuration),
    // In the newer layout the taint itself is listed.
    isSchedulingAllowed: !isControlPlane || document !== undefined || isLegacySchedulable,
    arguments: kubeletArguments(at(machine, "kubelet"), documentOf(configuration, "KubeletConfig")),
    staticPods: userPods(
      machine,
      configuration.documents.filter(({ kind }) => kind === "KubeStaticPodConfig").map(({ content }) => content),
    ),
  };
}

function rotatesServerCertificates(configuration: Configuration): boolean {
  const legacy = at(configuration.main, "machine", "kubelet", "extraArgs", "rotate-server-certificates");
  const own = at(documentOf(configuration, "KubeletConfig"), "extraArgs", "rotate-server-certificates");
  const inConfig = at(documentOf(configuration, "KubeletConfig"), "config", "serverTLSBootstrap");
  return [legacy, own, inConfig].some((value) => value === "true" || value === true);
}

function etcdSubnets(main: Plain, key: string): string[] {
  const own = textsAt(main, "cluster", "etcd", key);
  const old = textAt(main, "cluster", "etcd", "subnet");
  if (own.length > 0 || key === "listenSubnets") return own;
  return old === "" ? [] : [old];
}

function discoveryOf(configuration: Configuration): NodeSettings["discovery"] {
  const legacy = at(configuration.main, "cluster", "discovery");
  const isEnabled = legacy !== undefined && at(legacy, "enabled") !== false;
  const hasDocument = documentOf(configuration, "DiscoveryServiceConfig") !== undefined;
  return {
    service: hasDocument || (isEnabled && at(legacy, "registries", "service", "disabled") !== true),
    // Talos leaves the Kubernetes registry off unless it is asked for.
    kubernetes: isEnabled && at(legacy, "registries", "kubernetes", "disabled") === false,
  };
}

function virtualIps(configuration: Configuration): VirtualIp[] {
  const legacy = listAt(configuration.main, "machine", "network", "interfaces").flatMap((device) => {
    const ip = textAt(device, "vip", "ip");
    const isHcloud = at(device, "vip", "hcloud") !== undefined;
    return ip === "" ? [] : [{ ip, link: textAt(device, "interface"), isHcloud }];
  });
  const own = configuration.documents
    .filter(({ kind }) => kind === "HCloudVIPConfig" || kind === "Layer2VIPConfig")
    .map(({ kind, name, content }) => ({
      ip: name,
      link: textAt(content, "link"),
      isHcloud: kind === "HCloudVIPConfig",
    }));
  return [...legacy, ...own];
}
