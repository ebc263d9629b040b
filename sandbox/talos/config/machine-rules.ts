/** Rules of the `machine` section. */
import { parseCidr } from "../../world/cidr";
import { parseIp } from "../../world/ip";
import { imageVersionFinding } from "./image-version";
import { nodeSettingsOf } from "./node-settings-of";
import { at, isPlainMap, listAt, type Plain, textAt, textMapAt, textsAt } from "./plain";
import type { Configuration } from "./read-configuration";

/** What is wrong, in Talos's words. */
export function machineFindings(configuration: Configuration, minor: number): string[] {
  const settings = nodeSettingsOf(configuration);
  if (settings === undefined) return [];
  const { main } = configuration;
  const machine = at(main, "machine");
  const isControlPlane = settings.machineType === "controlplane";
  const type = textAt(machine, "type");
  const known = ["", "init", "controlplane", "worker", "join"].includes(type);
  return [
    ...(known ? [] : [`invalid machine type: "${type}"`]),
    ...machineCaFindings(machine, isControlPlane),
    ...interfaceFindings(machine, isControlPlane),
    ...subnetFindings(textsAt(machine, "kubelet", "nodeIP", "validSubnets"), "kubelet nodeIP"),
    ...kubeletFindings(at(machine, "kubelet", "extraConfig")),
    ...labelFindings(machine),
    ...featureFindings(at(machine, "features"), isControlPlane),
    ...imageVersionFinding(settings.images.kubelet, minor),
  ];
}

function machineCaFindings(machine: Plain | undefined, isControlPlane: boolean): string[] {
  const ca = at(machine, "ca");
  const accepted = listAt(machine, "acceptedCAs").length > 0;
  const [hasCertificate, hasKey] = [textAt(ca, "crt") !== "", textAt(ca, "key") !== ""];
  if (isControlPlane) {
    if (ca === undefined || ca === null) return ["issuing CA is required (.machine.ca)"];
    return hasKey ? [] : ["issuing CA key is required for controlplane nodes (.machine.ca.key)"];
  }
  const findings: string[] = [];
  if (!hasCertificate && !accepted) {
    findings.push(
      "trusted CA certificates are required on non-controlplane nodes (.machine.ca.crt, .machine.acceptedCAs)",
    );
  }
  if (hasKey) findings.push("issuing Talos API CA key is not allowed on non-controlplane nodes (.machine.ca)");
  return findings;
}

function interfaceFindings(machine: Plain | undefined, isControlPlane: boolean): string[] {
  return listAt(machine, "network", "interfaces").flatMap((device) => {
    if (at(device, "ignore") === true) return [];
    const name = textAt(device, "interface");
    const hasSelector = isPlainMap(at(device, "deviceSelector"));
    const vips = [device, ...listAt(device, "vlans")]
      .map((link) => textAt(link, "vip", "ip"))
      .filter((ip) => ip !== "");
    const both = "[networking.os.device.interface], [networking.os.device.deviceSelector]";
    return [
      ...(name === "" && !hasSelector ? [`${both}: required either config section to be set`] : []),
      ...(name !== "" && hasSelector ? [`${both}: config sections are mutually exclusive`] : []),
      ...(vips.length > 0 && !isControlPlane ? ["virtual (shared) IP is not allowed on non-controlplane nodes"] : []),
      ...vips
        .filter((ip) => parseIp(ip) === undefined)
        .map((ip) => `[networking.os.device.vip] failed to parse "${ip}" as IP address`),
      ...textsAt(device, "addresses")
        .filter((address) => parseCidr(address) === undefined && parseIp(address) === undefined)
        .map((address) => `[networking.os.device.addresses] "${name}": invalid CIDR address: ${address}`),
    ];
  });
}

/** CIDRs that do not parse; a leading "!" excludes. */
export function subnetFindings(subnets: readonly string[], what: string): string[] {
  return subnets
    .filter((subnet) => parseCidr(subnet.replace(/^!/, "")) === undefined)
    .map((subnet) => `${what} subnet is not valid: "${subnet}"`);
}

const protectedKubeletFields: readonly string[] = [
  "apiVersion",
  "authentication",
  "authorization",
  "cgroupRoot",
  "kind",
  "kubeletCgroups",
  "port",
  "protectKernelDefaults",
  "resolvConf",
  "rotateCertificates",
  "systemCgroups",
  "staticPodPath",
  "seccompDefault",
];

function kubeletFindings(extraConfig: Plain | undefined): string[] {
  if (!isPlainMap(extraConfig)) return [];
  return Object.keys(extraConfig)
    .filter((key) => protectedKubeletFields.includes(key))
    .map((key) => `kubelet configuration field "${key}" can't be overridden`);
}

const labelName = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;

function labelFindings(machine: Plain | undefined): string[] {
  const findings: string[] = [];
  const keyFinding = (key: string) => {
    const [prefix, name] = key.includes("/") ? key.split("/", 2) : [undefined, key];
    if (prefix === "") return `prefix cannot be empty: "${key}"`;
    return labelName.test(name ?? "") ? undefined : `name "${name}" is invalid`;
  };
  for (const [what, member] of [
    ["labels", "nodeLabels"],
    ["annotations", "nodeAnnotations"],
  ] as const) {
    for (const [key, value] of Object.entries(textMapAt(machine, member))) {
      const finding = keyFinding(key);
      if (finding !== undefined) findings.push(`invalid machine node ${what}: ${finding}`);
      else if (what === "labels" && value !== "" && !labelName.test(value)) {
        findings.push(`invalid machine node labels: label value "${value}" is invalid`);
      }
    }
  }
  for (const value of Object.values(textMapAt(machine, "nodeTaints"))) {
    const effect = value.split(":").at(-1) ?? "";
    if (["NoSchedule", "PreferNoSchedule", "NoExecute"].includes(effect)) continue;
    findings.push(`invalid machine node taints: invalid taint effect: "${effect}"`);
  }
  return findings;
}

const roles = [
  "os:admin",
  "os:operator",
  "os:reader",
  "os:etcd:backup",
  "os:impersonator",
  "os:image:verifier",
  "os:meta:writer",
];

function featureFindings(features: Plain | undefined, isControlPlane: boolean): string[] {
  const access = at(features, "kubernetesTalosAPIAccess");
  const hostDns = at(features, "hostDNS");
  const isForwarding = at(hostDns, "forwardKubeDNSToHost") === true && at(hostDns, "enabled") !== true;
  const isAccess = at(access, "enabled") === true;
  return [
    ...(isAccess && !isControlPlane
      ? ["feature Kubernetes Talos API Access can only be enabled on control plane machines"]
      : []),
    ...(isAccess ? textsAt(access, "allowedRoles") : [])
      .filter((role) => !roles.includes(role))
      .map((role) => `invalid role "${role}" in allowed roles for Kubernetes Talos API Access`),
    ...(isForwarding
      ? ["feature hostDNS.forwardKubeDNSToHost requires hostDNS.enabled to be true (.machine.features.hostDNS)"]
      : []),
  ];
}
