/** Rules of documents beside the main one, and of what may not stand in both. */
import { parseIp } from "../../world/ip";
import { at, listAt, type Plain, textAt, textsAt } from "./plain";
import type { ConfigDocument, Configuration } from "./read-configuration";

/** What is wrong, in Talos's words. */
export function documentFindings(configuration: Configuration): string[] {
  return configuration.documents.flatMap((document) => [
    ...ownFindings(document).map((finding) => `${document.kind}${named(document)}: ${finding}`),
    ...rivalFindings(document, configuration.main),
  ]);
}

function named({ kind, name }: ConfigDocument): string {
  return kind === "HostnameConfig" ? "" : `/${name}`;
}

function ownFindings({ kind, name, content }: ConfigDocument): string[] {
  switch (kind) {
    case "HostnameConfig":
      return hostnameFindings(content);
    case "HCloudVIPConfig":
    case "Layer2VIPConfig":
      return [
        ...(parseIp(name) === undefined
          ? [`name must be a valid IP address: ParseAddr("${name}"): unable to parse IP`]
          : []),
        ...(textAt(content, "link") === "" ? ["link must be specified"] : []),
        ...(kind === "HCloudVIPConfig" && textAt(content, "apiToken") === "" ? ["apiToken must be specified"] : []),
      ];
    case "LinkConfig":
    case "DHCPv4Config":
    case "DHCPv6Config":
      return name === "" ? ["name must be specified"] : [];
    case "StaticHostConfig":
      return [
        ...(parseIp(name) === undefined ? ["name must be a valid IP address"] : []),
        ...(textsAt(content, "hostnames").length === 0 ? ["at least one hostname is required"] : []),
      ];
    case "VolumeConfig":
      return volumeFindings(name);
    default:
      return [];
  }
}

function hostnameFindings(content: Plain): string[] {
  const [auto, hostname] = [textAt(content, "auto"), textAt(content, "hostname")];
  if (auto !== "" && auto !== "off" && hostname !== "") return ["'auto' and 'hostname' cannot be set at the same time"];
  return auto === "" && hostname === "" ? ["either 'auto' or 'hostname' must be set"] : [];
}

function volumeFindings(name: string): string[] {
  const known = ["STATE", "EPHEMERAL", "IMAGECACHE", "ETCD", "CRI", "KUBELET", "LOG"];
  return known.includes(name) ? [] : [`only ["STATE" "EPHEMERAL" "IMAGECACHE"] volumes are supported`];
}

/** What a document and a field of v1alpha1 may not both say. */
function rivalFindings({ kind }: ConfigDocument, main: Plain | undefined): string[] {
  const network = at(main, "machine", "network");
  const cluster = at(main, "cluster");
  const isSet = (value: Plain | undefined) => value !== undefined && value !== null;
  switch (kind) {
    case "HostnameConfig":
      if (textAt(network, "hostname") !== "") return ["static hostname is already set in v1alpha1 config"];
      return at(main, "machine", "features", "stableHostname") === true
        ? ["stable hostname is already set in v1alpha1 config"]
        : [];
    case "ResolverConfig":
      return listAt(network, "nameservers").length > 0
        ? [".machine.network.nameservers is already set in v1alpha1 config"]
        : [];
    case "TimeSyncConfig":
      return isSet(at(main, "machine", "time"))
        ? ["time servers cannot be specified in both v1alpha1 and new-style configuration"]
        : [];
    case "KubeSpanConfig":
      return isSet(at(network, "kubespan"))
        ? ["kubespan is already configured in v1alpha1 machine.network.kubespan"]
        : [];
    case "KubeClusterConfig":
      return isSet(at(cluster, "controlPlane")) ? [".cluster.controlPlane is already set in v1alpha1 config"] : [];
    case "KubeletConfig":
      return isSet(at(main, "machine", "kubelet")) ? [".machine.kubelet is already set in v1alpha1 config"] : [];
    case "KubeAPIServerConfig":
      return isSet(at(cluster, "apiServer")) ? [".cluster.apiServer is already set in v1alpha1 config"] : [];
    case "KubeNetworkConfig":
      return isSet(at(cluster, "network")) ? [".cluster.network is already set in v1alpha1 config"] : [];
    case "DiscoveryServiceConfig":
      return isSet(at(cluster, "discovery")) ? [".cluster.discovery is already set in v1alpha1 config"] : [];
    default:
      return [];
  }
}
