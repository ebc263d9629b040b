/** Makes the sandbox's plain data out of what the recording's API held (`meta.world`, in the API's own shapes). */

import type { DiskStore } from "../../../sandbox/world";
import type { FloatingIp, PrimaryIp } from "../../../sandbox/world/addresses";
import type { Certificate } from "../../../sandbox/world/certificate";
import type { Firewall } from "../../../sandbox/world/firewall";
import type { Image } from "../../../sandbox/world/image";
import type { LoadBalancer } from "../../../sandbox/world/load-balancer";
import type { Network } from "../../../sandbox/world/network";
import type { Server } from "../../../sandbox/world/server";
import { type CollectionName, emptyState, type WorldState } from "../../../sandbox/world/state";
import type { Json } from "./json";
import { architectureOf, catalogueOf } from "./recorded-catalogue";

/** The ids that the recording gives next, so that the sandbox gives the same. */
const nextIds: Record<CollectionName, number> = {
  servers: 1003,
  networks: 2003,
  firewalls: 3003,
  loadBalancers: 4003,
  placementGroups: 5003,
  primaryIps: 6007,
  floatingIps: 7003,
  sshKeys: 8002,
  images: 9001,
  volumes: 11_002,
  certificates: 12_003,
  actions: 100_001,
};

/** Snapshots and servers get empty disks in `disks`. */
export function recordedWorld(recorded: Json, disks: DiskStore): WorldState {
  const state = emptyState(catalogueOf(recorded));
  state.nextIds = { ...nextIds };
  fill(recorded.get("images"), state.images, (image) => imageOf(image, disks));
  fill(recorded.get("servers"), state.servers, (server) => serverOf(server, disks));
  fill(recorded.get("networks"), state.networks, networkOf);
  fill(recorded.get("firewalls"), state.firewalls, firewallOf);
  fill(recorded.get("load_balancers"), state.loadBalancers, loadBalancerOf);
  fill(recorded.get("placement_groups"), state.placementGroups, (group) => ({ ...named(group), type: "spread" }));
  fill(recorded.get("primary_ips"), state.primaryIps, primaryIpOf);
  fill(recorded.get("floating_ips"), state.floatingIps, floatingIpOf);
  fill(recorded.get("ssh_keys"), state.sshKeys, (key) => ({
    ...named(key),
    publicKey: key.get("public_key").text(),
    fingerprint: key.get("fingerprint").text(),
  }));
  fill(recorded.get("volumes"), state.volumes, (volume) => ({
    ...named(volume),
    sizeGb: volume.get("size").number(),
    locationId: volume.get("location").get("id").number(),
    serverId: volume.get("server").numberOrNull(),
    format: volume.get("format").textOrNull(),
    status: "available",
    protection: { delete: false },
  }));
  fill(recorded.get("certificates"), state.certificates, certificateOf);
  return state;
}

function fill<T extends { id: number }>(recorded: Json, map: Map<number, T>, make: (json: Json) => T): void {
  for (const entry of recorded.list()) {
    const item = make(entry);
    map.set(item.id, item);
  }
}

function named(json: Json): { id: number; name: string; createdMs: number; labels: Record<string, string> } {
  return {
    id: json.get("id").number(),
    name: json.get("name").text(),
    createdMs: json.get("created").time(),
    labels: json.get("labels").labels(),
  };
}

function imageOf(json: Json, disks: DiskStore): Image {
  const type = json.get("type").text();
  const isSnapshot = type === "snapshot";
  const diskSizeGiB = json.get("disk_size").number();
  return {
    ...named(json),
    name: json.get("name").textOrNull(),
    type: isSnapshot ? "snapshot" : "system",
    status: json.get("status").text() === "creating" ? "creating" : "available",
    description: json.get("description").text(),
    imageSizeGb: json.get("image_size").numberOrNull(),
    diskSizeGiB,
    createdFrom: null,
    boundTo: null,
    osFlavor: "unknown",
    osVersion: json.get("os_version").textOrNull(),
    rapidDeploy: json.get("rapid_deploy").flag(),
    protection: { delete: json.get("protection").get("delete").flag() },
    deprecatedMs: json.get("deprecated").timeOrNull(),
    architecture: architectureOf(json),
    diskId: isSnapshot ? disks.create(diskSizeGiB) : null,
  };
}

function serverOf(json: Json, disks: DiskStore): Server {
  const publicNet = json.get("public_net");
  const diskGiB = json.get("primary_disk_size").number();
  return {
    ...named(json),
    status: "running",
    serverTypeId: json.get("server_type").get("id").number(),
    locationId: json.get("location").get("id").number(),
    imageId: json.get("image").get("id").numberOrNull(),
    isoId: null,
    primaryIpv4Id: publicNet.get("ipv4").get("id").numberOrNull(),
    primaryIpv6Id: publicNet.get("ipv6").get("id").numberOrNull(),
    privateNets: json
      .get("private_net")
      .list()
      .map((net) => ({
        networkId: net.get("network").number(),
        ip: net.get("ip").text(),
        aliasIps: [],
        macAddress: net.get("mac_address").text(),
      })),
    placementGroupId: null,
    protection: { delete: false, rebuild: false },
    backupWindow: null,
    primaryDiskGiB: diskGiB,
    hiddenAddress: "",
    diskId: disks.create(diskGiB),
    boot: { kind: "linux", image: json.get("image").get("name").text() },
    bootCount: 1,
    rescue: null,
    rescueEnabled: false,
    rootPassword: null,
    authorizedKeys: [],
    hostKeySeed: json.get("name").text(),
    userData: null,
    lockedBy: [],
  };
}

function networkOf(json: Json): Network {
  return {
    ...named(json),
    ipRange: json.get("ip_range").text(),
    subnets: json
      .get("subnets")
      .list()
      .map((subnet) => ({
        type: "cloud",
        ipRange: subnet.get("ip_range").text(),
        networkZone: subnet.get("network_zone").text(),
        vswitchId: null,
      })),
    routes: [],
    exposeRoutesToVswitch: false,
    protection: { delete: false },
  };
}

function firewallOf(json: Json): Firewall {
  const rules = json
    .get("rules")
    .list()
    .map((rule) => ({
      description: rule.get("description").textOrNull(),
      direction: "in" as const,
      protocol: "icmp" as const,
      port: null,
      sourceIps: rule
        .get("source_ips")
        .list()
        .map((ip) => ip.text()),
      destinationIps: [],
    }));
  return { ...named(json), rules, appliedTo: [], pendingServerIds: [], pendingSelectors: [] };
}

function loadBalancerOf(json: Json): LoadBalancer {
  const [privateNet] = json.get("private_net").list();
  const address = (family: string) => json.get("public_net").get(family);
  return {
    ...named(json),
    typeId: json.get("load_balancer_type").get("id").number(),
    locationId: json.get("location").get("id").number(),
    algorithm: "round_robin",
    ipv4: address("ipv4").get("ip").text(),
    ipv6: address("ipv6").get("ip").text(),
    ipv4DnsPtr: address("ipv4").get("dns_ptr").textOrNull(),
    ipv6DnsPtr: null,
    primaryIpv4Id: null,
    primaryIpv6Id: null,
    publicInterface: true,
    privateNet:
      privateNet === undefined
        ? null
        : { networkId: privateNet.get("network").number(), ip: privateNet.get("ip").text() },
    services: [],
    targets: [],
    health: {},
    protection: { delete: false },
  };
}

function dnsPtrOf(json: Json): Record<string, string> {
  const entries = json.get("dns_ptr").list();
  return Object.fromEntries(entries.map((entry) => [entry.get("ip").text(), entry.get("dns_ptr").text()]));
}

function primaryIpOf(json: Json): PrimaryIp {
  return {
    ...named(json),
    type: json.get("type").text() === "ipv6" ? "ipv6" : "ipv4",
    ip: json.get("ip").text(),
    locationId: json.get("location").get("id").number(),
    assigneeId: json.get("assignee_id").numberOrNull(),
    autoDelete: json.get("auto_delete").flag(),
    dnsPtr: dnsPtrOf(json),
    protection: { delete: false },
  };
}

function floatingIpOf(json: Json): FloatingIp {
  return {
    ...named(json),
    description: json.get("description").text(),
    type: json.get("type").text() === "ipv6" ? "ipv6" : "ipv4",
    ip: json.get("ip").text(),
    homeLocationId: json.get("home_location").get("id").number(),
    serverId: json.get("server").numberOrNull(),
    dnsPtr: dnsPtrOf(json),
    protection: { delete: false },
  };
}

function certificateOf(json: Json): Certificate {
  return {
    ...named(json),
    type: json.get("type").text() === "managed" ? "managed" : "uploaded",
    certificate: json.get("certificate").textOrNull(),
    privateKey: null,
    domainNames: json
      .get("domain_names")
      .list()
      .map((name) => name.text()),
    fingerprint: json.get("fingerprint").textOrNull(),
    notValidBeforeMs: json.get("not_valid_before").timeOrNull(),
    notValidAfterMs: json.get("not_valid_after").timeOrNull(),
    status: json.get("status").isNull ? null : { issuance: "completed", error: null },
  };
}
