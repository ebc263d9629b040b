/** Resources about a machine's links and routes. */
import { network } from "../../../wire/talos-resources/generated/network";
import { type ResourceContent, resource } from "../cosi";
import type { TalosMachine } from "../machine/machine";
import { netIp, netIpPrefix } from "./addresses";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

/** A link as the machine has it. */
interface MachineLink {
  readonly name: string;
  readonly index: number;
  readonly macAddress: string;
  readonly mtu: number;
}

/** LinkStatuses and RouteStatuses. */
export const linkKinds: MachineKind[] = [
  machineKind("network", "LinkStatuses.net.talos.dev", linkStatuses, {
    aliases: ["link", "links"],
    columns: {
      Alias: "{.alias}",
      Type: "{.type}",
      Kind: "{.kind}",
      "Hw Addr": "{.hardwareAddr}",
      "Oper State": "{.operationalState}",
      "Link State": "{.linkState}",
    },
  }),
  machineKind("network", "RouteStatuses.net.talos.dev", routeStatuses, {
    aliases: ["route", "routes"],
    columns: { Destination: "{.dst}", Gateway: "{.gateway}", Link: "{.outLinkName}", Metric: "{.priority}" },
  }),
];

const noAddress = "00:00:00:00:00:00";
const everybody = "ff:ff:ff:ff:ff:ff";
const loopbackMtu = 65_536;
/** Of Hetzner's public links, and of its private networks. */
const [publicMtu, privateMtu] = [1500, 1450];

/** The loopback, the public link where there is one, and a link for each private network. */
export function linksOf({ server }: TalosMachine): MachineLink[] {
  const found: MachineLink[] = [{ name: "lo", index: 1, macAddress: noAddress, mtu: loopbackMtu }];
  const add = (macAddress: string, mtu: number) => {
    found.push({ name: `eth${found.length - 1}`, index: found.length + 1, macAddress, mtu });
  };
  if (server.primaryIpv4Id !== null || server.primaryIpv6Id !== null) add(publicMac(server.id), publicMtu);
  for (const net of server.privateNets) add(net.macAddress, privateMtu);
  return found;
}

/** Hetzner's public links have addresses that begin with 96:00:00. */
function publicMac(serverId: number): string {
  const digits = serverId.toString(16).padStart(6, "0").slice(-6);
  return `96:00:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

/** The kernel's numbers, with Talos's words for them. */
const loopbackFlags = [65_609, "UP,LOOPBACK,RUNNING,LOWER_UP"] as const;
const ethernetFlags = [69_699, "UP,BROADCAST,RUNNING,MULTICAST,LOWER_UP"] as const;
const [ethernet, loopback] = [1, 772];
const [stateUnknown, stateUp] = [0, 6];
/** ethtool's "other" and "unknown". */
const unknown = 255;

function linkStatuses({ machine }: ResourceOwner): ResourceContent[] {
  return linksOf(machine).map(({ name, index, macAddress, mtu }) => {
    const isLoopback = name === "lo";
    const [flags, flagWords] = isLoopback ? loopbackFlags : ethernetFlags;
    const broadcast = isLoopback ? noAddress : everybody;
    const driver = isLoopback ? {} : { busPath: "0000:01:00.0", driver: "virtio_net", driverVersion: "1.0.0" };
    const shared = { index, mtu, queueDisc: isLoopback ? "noqueue" : "fq_codel", ...driver, linkState: !isLoopback };
    const spec = {
      ...shared,
      type: isLoopback ? loopback : ethernet,
      flags,
      hardwareAddr: macBytes(macAddress),
      permanentAddr: macBytes(macAddress),
      broadcastAddr: macBytes(broadcast),
      operationalState: isLoopback ? stateUnknown : stateUp,
      port: unknown,
      duplex: unknown,
    };
    const { busPath: _busPath, driver: _driver, driverVersion: _version, linkState, queueDisc } = shared;
    const yaml = {
      index,
      type: isLoopback ? "loopback" : "ether",
      linkIndex: 0,
      flags: flagWords,
      hardwareAddr: macAddress,
      permanentAddr: macAddress,
      broadcastAddr: broadcast,
      mtu,
      queueDisc,
      operationalState: isLoopback ? "unknown" : "up",
      kind: "",
      slaveKind: "",
      ...driver,
      linkState,
      port: "Other",
      duplex: "Unknown",
    };
    return resource(network, "LinkStatusSpec", name, spec, yaml, { owner: "network.LinkStatusController" });
  });
}

function macBytes(text: string): Uint8Array {
  return Buffer.from(text.replaceAll(":", ""), "hex");
}

interface Route {
  readonly destination: string;
  readonly bits: number;
  readonly gateway: string;
  readonly source: string;
  readonly link: string;
  readonly index: number;
}

/** Where everything leaves that Hetzner's public network has no own route for. */
const publicGateway = "172.31.1.1";
/** Metric of routes that came by DHCP. */
const dhcpPriority = 1024;
/** The kernel's numbers of table "main", type "unicast", protocol "boot". */
const [mainTable, unicast, bootProtocol] = [254, 1, 3];

function routeStatuses({ machine }: ResourceOwner): ResourceContent[] {
  return routesOf(machine).map(({ destination, bits, gateway, source, link, index }) => {
    const isDefault = bits === 0;
    const shared = { outLinkIndex: index, outLinkName: link, priority: dhcpPriority };
    const spec = {
      ...shared,
      family: 2,
      ...(isDefault ? {} : { destination: netIpPrefix(destination, bits) }),
      source: netIp(source),
      gateway: netIp(gateway),
      table: mainTable,
      type: unicast,
      protocol: bootProtocol,
    };
    const { priority, ...out } = shared;
    const dst = isDefault ? "" : `${destination}/${bits}`;
    const yaml = {
      family: "inet4",
      dst,
      src: source,
      gateway,
      ...out,
      table: "main",
      priority,
      scope: "global",
      type: "unicast",
      flags: "",
      protocol: "boot",
    };
    const id = `inet4/${gateway}/${dst}/${priority}`;
    return resource(network, "RouteStatusSpec", id, spec, yaml, { owner: "network.RouteStatusController" });
  });
}

function routesOf(machine: TalosMachine): Route[] {
  const links = new Map(linksOf(machine).map((link) => [link.name, link.index]));
  return machine.addresses.flatMap(({ ip, link, isPrivate }) => {
    const from = { source: ip, link, index: links.get(link) ?? 0 };
    if (!isPrivate) return [{ ...from, destination: "0.0.0.0", bits: 0, gateway: publicGateway }];
    const { networkId } = machine.server.privateNets.find((net) => net.ip === ip) ?? {};
    const range = machine.world.state.networks.get(networkId ?? 0)?.ipRange;
    if (range === undefined) return [];
    const [destination = "", bits = ""] = range.split("/");
    return [{ ...from, destination, bits: Number(bits), gateway: destination.replace(/\d+$/, "1") }];
  });
}
