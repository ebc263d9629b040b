/** What a configuration says of the cluster: from v1alpha1, or from the Kube documents that replace it from 1.14 on. */
import type { CertificateParts, ClusterSettings, ConfiguredManifest } from "./node-settings";
import { at, listAt, type Plain, textAt, textsAt } from "./plain";
import type { Configuration } from "./read-configuration";

/** Talos's own port of the Kubernetes API. */
const defaultApiPort = 6443;

/** The cluster's settings; what neither layout says has Talos's default. */
export function clusterSettings(configuration: Configuration): ClusterSettings {
  const legacy = at(configuration.main, "cluster");
  const find = (kind: string) => configuration.documents.find((document) => document.kind === kind)?.content;
  const [identity, network, own] = [
    find("DiscoveryIdentityConfig"),
    find("KubeNetworkConfig"),
    find("KubeClusterConfig"),
  ];
  const [apiServer, proxy, coreDns] = [find("KubeAPIServerConfig"), find("KubeProxyConfig"), find("KubeCoreDNSConfig")];
  const legacyNetwork = at(legacy, "network");
  const or = (list: readonly string[], ...others: (readonly string[])[]) =>
    [list, ...others].find((candidate) => candidate.length > 0) ?? [];
  return {
    id: textAt(identity, "clusterID") || textAt(legacy, "id"),
    secret: textAt(identity, "clusterSecret") || textAt(legacy, "secret"),
    name: textAt(own, "clusterName") || textAt(legacy, "clusterName"),
    endpoint: textAt(own, "endpoint") || textAt(legacy, "controlPlane", "endpoint"),
    apiPort:
      portOf(at(apiServer, "apiPort")) ?? portOf(at(legacy, "controlPlane", "localAPIServerPort")) ?? defaultApiPort,
    bootstrapToken: textAt(legacy, "token"),
    ca: partsOf(find("KubeAPIServerCAConfig"), at(legacy, "ca")),
    aggregatorCa: partsOf(find("KubeAggregatorCAConfig"), at(legacy, "aggregatorCA")),
    serviceAccountKeyPem:
      textAt(find("KubeServiceAccountConfig"), "issuer", "privateKey") ||
      fromBase64(textAt(legacy, "serviceAccount", "key")),
    apiCertSans: or(textsAt(apiServer, "certExtraSANs"), textsAt(legacy, "apiServer", "certSANs")),
    dnsDomain: textAt(network, "dnsDomain") || textAt(legacyNetwork, "dnsDomain") || "cluster.local",
    podSubnets: or(textsAt(network, "podSubnets"), textsAt(legacyNetwork, "podSubnets"), ["10.244.0.0/16"]),
    serviceSubnets: or(textsAt(network, "serviceSubnets"), textsAt(legacyNetwork, "serviceSubnets"), ["10.96.0.0/12"]),
    cni: cniOf(configuration, legacyNetwork, network !== undefined),
    manifests: manifestsOf(configuration, legacy),
    isProxyEnabled: proxy === undefined ? at(legacy, "proxy", "disabled") !== true : at(proxy, "enabled") !== false,
    isCoreDnsEnabled:
      coreDns === undefined ? at(legacy, "coreDNS", "disabled") !== true : at(coreDns, "enabled") !== false,
    hasExternalCloudProvider:
      at(legacy, "externalCloudProvider", "enabled") === true ||
      [at(configuration.main, "machine", "kubelet"), find("KubeletConfig")].some(
        (kubelet) => at(kubelet, "extraArgs", "cloud-provider") === "external",
      ),
  };
}

/** 1.14 says "flannel" by a document of its own, and "none" by leaving it out. */
function cniOf(configuration: Configuration, legacyNetwork: Plain | undefined, isNewLayout: boolean): string {
  const isNamed = configuration.documents.some((document) => document.kind === "KubeFlannelCNIConfig");
  if (isNamed) return "flannel";
  if (isNewLayout) return "none";
  return textAt(legacyNetwork, "cni", "name") || "flannel";
}

function manifestsOf(configuration: Configuration, legacy: Plain | undefined): ConfiguredManifest[] {
  const urls = (list: readonly string[]) => list.map((url) => ({ name: url, url }));
  const external = at(legacy, "externalCloudProvider", "enabled") === true;
  return [
    ...urls(textsAt(legacy, "network", "cni", "urls")),
    ...(external ? urls(textsAt(legacy, "externalCloudProvider", "manifests")) : []),
    ...urls(textsAt(legacy, "extraManifests")),
    ...listAt(legacy, "inlineManifests").map((item) => ({
      name: textAt(item, "name"),
      text: textAt(item, "contents"),
    })),
    ...configuration.documents.flatMap(({ kind, name, content }): ConfiguredManifest[] => {
      if (kind === "KubeExternalManifestConfig") return [{ name, url: textAt(content, "url") }];
      return kind === "KubeInlineManifestConfig" ? [{ name, text: textAt(content, "manifest") }] : [];
    }),
  ];
}

/** The documents hold plain PEM, v1alpha1 holds base64. */
function partsOf(document: Plain | undefined, legacy: Plain | undefined): CertificateParts {
  if (document === undefined) {
    return { certificatePem: fromBase64(textAt(legacy, "crt")), keyPem: fromBase64(textAt(legacy, "key")) };
  }
  const issuing = textAt(document, "issuingCA", "cert");
  return {
    certificatePem: issuing === "" ? textsAt(document, "acceptedCAs").join("") : issuing,
    keyPem: textAt(document, "issuingCA", "key"),
  };
}

function portOf(value: Plain | undefined): number | undefined {
  return typeof value === "number" && value > 0 ? value : undefined;
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
