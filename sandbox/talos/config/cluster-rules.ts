/** Rules of the `cluster` section. */
import { imageVersionFinding } from "./image-version";
import { subnetFindings } from "./machine-rules";
import type { NodeSettings } from "./node-settings";
import { nodeSettingsOf } from "./node-settings-of";
import { at, listAt, type Plain, textAt, textsAt } from "./plain";
import type { Configuration } from "./read-configuration";

/** From this Talos minor on, the section may be left out for documents of their own. */
const firstMinorWithDocuments = 14;

/** What is wrong, in Talos's words. */
export function clusterFindings(configuration: Configuration, minor: number): string[] {
  const settings = nodeSettingsOf(configuration);
  if (settings === undefined) return [];
  const cluster = at(configuration.main, "cluster");
  if ((cluster === undefined || cluster === null) && minor < firstMinorWithDocuments) {
    return ["cluster instructions are required"];
  }
  const isControlPlane = settings.machineType === "controlplane";
  return [
    ...endpointFindings(configuration, settings, minor),
    ...etcdFindings(cluster, isControlPlane, settings),
    ...authorityFindings(cluster, isControlPlane),
    ...cniFindings(at(cluster, "network", "cni"), isControlPlane),
    ...dnsFindings(textAt(cluster, "network", "dnsDomain")),
    ...discoveryFindings(cluster),
    ...manifestFindings(cluster),
    ...imageFindings(settings, minor),
  ];
}

function endpointFindings(configuration: Configuration, settings: NodeSettings, minor: number): string[] {
  const given = at(configuration.main, "cluster", "controlPlane", "endpoint");
  const { endpoint } = settings.cluster;
  if (endpoint === "" && (given === undefined || given === null)) {
    const isMissing = minor < firstMinorWithDocuments || settings.machineType === "controlplane";
    return isMissing ? ["cluster controlplane endpoint is required"] : [];
  }
  const match = /^[a-z][a-z0-9+.-]*:\/\/(\[[0-9a-fA-F:]+\]|[^/:?#]+)(?::(\d+))?(?:[/?#].*)?$/i.exec(endpoint);
  if (match === null) return ["invalid controlplane endpoint: hostname must not be blank"];
  const port = match[2] === undefined ? 1 : Number(match[2]);
  return port >= 1 && port <= 65_535 ? [] : ["invalid controlplane endpoint: port number must be between 1 and 65535"];
}

function etcdFindings(cluster: Plain | undefined, isControlPlane: boolean, settings: NodeSettings): string[] {
  const etcd = at(cluster, "etcd");
  if (etcd === undefined || etcd === null) return [];
  if (!isControlPlane) return ["etcd config is only allowed on control plane machines"];
  const { certificatePem, keyPem } = settings.etcd.ca;
  const advertised = textsAt(etcd, "advertisedSubnets");
  const both = textAt(etcd, "subnet") !== "" && advertised.length > 0;
  return [
    ...(certificatePem === "" || keyPem === "" ? ["key/cert combination should not be empty"] : []),
    ...(both ? ["etcd subnet can't be set when advertised subnets are set"] : []),
    ...subnetFindings(advertised, "etcd advertised"),
    ...subnetFindings(textsAt(etcd, "listenSubnets"), "etcd listen"),
  ];
}

function authorityFindings(cluster: Plain | undefined, isControlPlane: boolean): string[] {
  const hasKey = textAt(cluster, "ca", "key") !== "";
  return hasKey && !isControlPlane ? ["cluster CA key is not allowed on non-controlplane nodes (.cluster.ca)"] : [];
}

function cniFindings(cni: Plain | undefined, isControlPlane: boolean): string[] {
  if (cni === undefined || cni === null || !isControlPlane) return [];
  const name = textAt(cni, "name");
  const urls = textsAt(cni, "urls");
  if (!["", "flannel", "custom", "none"].includes(name)) {
    return ['cni name should be one of ["flannel", "custom", "none"]'];
  }
  if (name !== "custom" && urls.length > 0) return [`"urls" field should be empty for "${name}" CNI`];
  return urls.every((url) => /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(url)) ? [] : ["hostname must not be blank"];
}

function dnsFindings(domain: string): string[] {
  const label = /^[a-z0-9A-Z_]([-a-z0-9A-Z_]{0,61}[a-z0-9A-Z_])?$/;
  if (domain === "") return [];
  const isName = domain
    .replace(/\.$/, "")
    .split(".")
    .every((part) => label.test(part));
  return isName ? [] : [`"${domain}" is not a valid DNS name`];
}

function discoveryFindings(cluster: Plain | undefined): string[] {
  const discovery = at(cluster, "discovery");
  const service = at(discovery, "registries", "service");
  if (at(discovery, "enabled") !== true || at(service, "disabled") === true) return [];
  const endpoint = textAt(service, "endpoint");
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]+(.*)$/i.exec(endpoint);
  const findings: string[] = [];
  if (endpoint !== "" && url === null) findings.push("cluster discovery service registry endpoint is invalid");
  if (!["", "/", undefined].includes(url?.[1])) findings.push("cluster discovery service path should be empty");
  if (textAt(cluster, "id") === "") findings.push("cluster discovery service requires .cluster.id");
  if (textAt(cluster, "secret") === "") findings.push("cluster discovery service requires .cluster.secret");
  return findings;
}

function manifestFindings(cluster: Plain | undefined): string[] {
  const names = listAt(cluster, "inlineManifests").map((item) => textAt(item, "name"));
  const provider = at(cluster, "externalCloudProvider");
  const manifests = textsAt(provider, "manifests");
  const isDisabled = at(provider, "enabled") !== true && manifests.length > 0;
  return [
    ...names.filter((name) => name === "").map(() => "inline manifest name can't be empty"),
    ...names
      .filter((name, index) => name !== "" && names.indexOf(name) !== index)
      .map((name) => `inline manifest name "${name}" is duplicate`),
    ...(isDisabled ? ["external cloud provider is disabled, but manifests are provided"] : []),
  ];
}

function imageFindings({ images, machineType }: NodeSettings, minor: number): string[] {
  if (machineType !== "controlplane") return [];
  const { apiServer, controllerManager, scheduler, proxy } = images;
  return [apiServer, controllerManager, scheduler, proxy].flatMap((image) => imageVersionFinding(image, minor));
}
