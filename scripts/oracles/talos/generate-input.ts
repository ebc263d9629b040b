/** From the oracle's generation options to ours. */
import type { MachineConfig } from "../../../provider-bridge/talos-config/documents";
import { encodeConfig } from "../../../provider-bridge/talos-config/encode";
import { type GenerateOptions, generateConfig, type MachineType } from "../../../provider-bridge/talos-config/generate";
import { applyPatches } from "../../../provider-bridge/talos-config/patch";
import { parseBundle } from "../../../provider-bridge/talos-config/secrets";
import type { Value, ValueMap } from "../../../provider-bridge/talos-config/value";
import { type Json, type OracleCase, objectAt, objectsAt, textAt, textsAt } from "./case";

/** Generates and patches what the case asks for; the text. */
export function generateCase(question: OracleCase): string {
  const config = generateFor(question);
  const patches = textsAt(question.in, "patches");
  return encodeConfig(patches.length === 0 ? config : applyPatches(config, patches, question.minor), question.minor);
}

function generateFor({ in: input, minor }: OracleCase): MachineConfig {
  const type = textAt(input, "type");
  return generateConfig({
    clusterName: textAt(input, "cluster"),
    endpoint: textAt(input, "endpoint"),
    kubernetesVersion: textAt(input, "kubernetes"),
    machineType: machineType(type),
    contract: textAt(input, "contract") || `v1.${minor}`,
    secrets: parseBundle(textAt(input, "secrets")),
    options: optionsOf(objectAt(input, "options"), type, minor),
  });
}

function machineType(text: string): MachineType {
  if (text === "" || text === "join") return "worker";
  if (text === "controlplane" || text === "worker" || text === "init") return text;
  throw new RangeError(`Cannot generate for the machine type "${text}"`);
}

function optionsOf(given: Json, type: string, minor: number): GenerateOptions {
  const kubeSpan = given["kubeSpan"];
  const network = networkOf(objectsAt(given, "network"), type);
  const disks = objectsAt(given, "userDisks").map(diskOf);
  return {
    ...plainOptions(given),
    // The libraries before 1.13 can only turn KubeSpan on, in machine.network.
    ...(typeof kubeSpan === "boolean" && (minor >= 13 || kubeSpan) ? { kubeSpan } : {}),
    ...(network === undefined ? {} : { machineNetwork: network }),
    ...(disks.length === 0 ? {} : { machineDisks: disks }),
  };
}

function plainOptions(given: Json): GenerateOptions {
  const text = (key: string) => (typeof given[key] === "string" ? textAt(given, key) : undefined);
  const texts = (key: string) => (Array.isArray(given[key]) ? textsAt(given, key) : undefined);
  const flag = (key: string) => (typeof given[key] === "boolean" ? given[key] === true : undefined);
  const number = (key: string) => (typeof given[key] === "number" ? Number(given[key]) : undefined);
  const map = (key: string) =>
    key in given ? new Map(Object.entries(objectAt(given, key)).map(([k, v]) => [k, String(v)])) : undefined;
  const cni = objectAt(given, "cni");
  return defined({
    additionalSans: texts("additionalSans"),
    installDisk: text("installDisk"),
    installImage: text("installImage"),
    installExtraKernelArgs: texts("installExtraKernelArgs"),
    dnsDomain: text("dnsDomain"),
    podSubnets: texts("podSubnets"),
    serviceSubnets: texts("serviceSubnets"),
    registryMirrors: mirrors(objectsAt(given, "registryMirrors")),
    registryCas: map("registryCA"),
    registryInsecure: texts("registryInsecure"),
    sysctls: map("sysctls"),
    debug: flag("debug"),
    allowSchedulingOnControlPlanes: flag("allowSchedulingOnControlPlanes"),
    localApiServerPort: number("localAPIServerPort"),
    kubePrismPort: number("kubePrismPort"),
    clusterDiscovery: flag("clusterDiscovery"),
    hostDnsForwardKubeDnsToHost: flag("hostDNSForwardKubeDNSToHost"),
    cni:
      "cni" in given
        ? { name: textAt(cni, "name"), ...(Array.isArray(cni["urls"]) ? { urls: textsAt(cni, "urls") } : {}) }
        : undefined,
  });
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(options: T): Defined<T> {
  const kept: Defined<T> = { ...options } as Defined<T>;
  for (const key of Object.keys(options) as (keyof T)[]) if (options[key] === undefined) delete kept[key];
  return kept;
}

function mirrors(list: Json[]): Map<string, string[]> | undefined {
  if (list.length === 0) return undefined;
  const map = new Map<string, string[]>();
  for (const mirror of list) {
    const host = textAt(mirror, "host");
    map.set(host, [...(map.get(host) ?? []), ...textsAt(mirror, "endpoints")]);
  }
  return map;
}

function diskOf(disk: Json): ValueMap {
  const partitions = objectsAt(disk, "partitions").map((partition): Value => {
    const entries: [string, Value][] = [["mountpoint", textAt(partition, "mountpoint")]];
    const size = BigInt(Number(partition["size"] ?? 0));
    return new Map(size === 0n ? entries : [["size", size], ...entries]);
  });
  return new Map<string, Value>([
    ["device", textAt(disk, "device")],
    ["partitions", partitions],
  ]);
}

/** The library's options for machine.network, one change after the other. */
function networkOf(changes: Json[], type: string): ValueMap | undefined {
  if (changes.length === 0) return undefined;
  const nameservers: Value[] = [];
  const devices: ValueMap[] = [];
  for (const change of changes) {
    const set = textAt(change, "set");
    if (set === "nameservers") nameservers.push(...textsAt(change, "values"));
    else if (set !== "vip" || type !== "worker") changeDevice(deviceOf(devices, change), set, change);
  }
  const network: ValueMap = new Map();
  if (devices.length > 0) network.set("interfaces", devices);
  if (nameservers.length > 0) network.set("nameservers", nameservers);
  return network;
}

function deviceOf(devices: ValueMap[], change: Json): ValueMap {
  const driver = textAt(change, "driver");
  const key = driver === "" ? "interface" : "deviceSelector";
  const same = (device: ValueMap) => {
    const found = device.get(key);
    return found instanceof Map ? found.get("driver") === driver : found === textAt(change, "interface");
  };
  const existing = devices.find(same);
  if (existing !== undefined) return existing;
  const value: Value = driver === "" ? textAt(change, "interface") : new Map([["driver", driver]]);
  const device: ValueMap = new Map([[key, value]]);
  devices.push(device);
  return device;
}

function changeDevice(device: ValueMap, set: string, change: Json): void {
  const value = textAt(change, "value");
  const options = device.get("dhcpOptions");
  const dhcp: ValueMap = options instanceof Map ? options : new Map();
  const addresses = device.get("addresses");
  if (set === "dhcp") device.set("dhcp", true);
  else if (set === "dhcpv4" || set === "dhcpv6") {
    dhcp.set(set === "dhcpv4" ? "ipv4" : "ipv6", change["enable"] === true);
    device.set("dhcpOptions", dhcp);
  } else if (set === "cidr") device.set("addresses", [...(Array.isArray(addresses) ? addresses : []), value]);
  else if (set === "mtu") device.set("mtu", Number(change["mtu"] ?? 0));
  else if (set === "ignore") device.set("ignore", true);
  else if (set === "vip") device.set("vip", new Map(value === "" ? [] : [["ip", value]]));
}
