/** Resources about the cluster that a machine belongs to, as discovery tells it. */
import { cluster } from "../../../wire/talos-resources/generated/cluster";
import { type ResourceContent, resource } from "../cosi";
import { membersSeenBy } from "../fleet/discovery";
import type { TalosMachine } from "../machine/machine";
import { netIp } from "./addresses";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

const [controlPlane, worker] = [2, 3];
/** Talos's own discovery service. */
const discoveryEndpoint = "discovery.talos.dev:443";

/** The namespaces "cluster" and "cluster-raw". */
export const clusterKinds: MachineKind[] = [
  machineKind("cluster", "Members.cluster.talos.dev", members, {
    columns: {
      Hostname: "{.hostname}",
      "Machine Type": "{.machineType}",
      OS: "{.operatingSystem}",
      Addresses: "{.addresses}",
    },
  }),
  machineKind("cluster", "Affiliates.cluster.talos.dev", affiliates, {
    columns: { Hostname: "{.hostname}", "Machine Type": "{.machineType}", Addresses: "{.addresses}" },
  }),
  machineKind("cluster-raw", "Affiliates.cluster.talos.dev", rawAffiliates, {
    columns: { Hostname: "{.hostname}", "Machine Type": "{.machineType}", Addresses: "{.addresses}" },
  }),
  machineKind("cluster", "Identities.cluster.talos.dev", identity, { columns: { ID: "{.nodeId}" } }),
  machineKind("cluster", "Infos.cluster.talos.dev", info, {
    columns: { "Cluster ID": "{.clusterId}", "Cluster Name": "{.clusterName}" },
  }),
  machineKind("config", "DiscoveryConfigs.cluster.talos.dev", discoveryConfig, { isSensitive: true }),
];

/** The machines that this one tells of; none where discovery is off. */
function seenBy({ fleet, machine }: ResourceOwner): TalosMachine[] {
  const { settings } = machine;
  if (settings === undefined || !isOn(settings.discovery)) return [];
  return membersSeenBy(fleet, machine).filter((other) => other.installation.nodeId !== null);
}

function isOn({ service, kubernetes }: { readonly service: boolean; readonly kubernetes: boolean }): boolean {
  return service || kubernetes;
}

function members(owner: ResourceOwner): ResourceContent[] {
  return seenBy(owner).map((other) => {
    const { nodeId, addresses, ...rest } = factsOf(other);
    const spec = { ...rest, nodeId, addresses: addresses.map(netIp), ...controlPlaneOf(other).spec };
    const { machineType: _number, ...words } = rest;
    const yaml = { nodeId, addresses, ...words, machineType: wordOf(other), ...controlPlaneOf(other).yaml };
    return resource(cluster, "MemberSpec", other.nodeName, spec, yaml, { owner: "cluster.MemberController" });
  });
}

function affiliates(owner: ResourceOwner): ResourceContent[] {
  return seenBy(owner).map((other) => affiliate(other, factsOf(other).nodeId, controllerOf(owner, other)));
}

/** As the discovery service tells them, this machine left out. */
function rawAffiliates(owner: ResourceOwner): ResourceContent[] {
  const others = seenBy(owner).filter((other) => other !== owner.machine);
  return others.map((other) =>
    affiliate(other, `service/${factsOf(other).nodeId}`, "cluster.DiscoveryServiceController"),
  );
}

function controllerOf(owner: ResourceOwner, other: TalosMachine): string {
  return other === owner.machine ? "cluster.LocalAffiliateController" : "cluster.AffiliateMergeController";
}

function affiliate(other: TalosMachine, id: string, owner: string): ResourceContent {
  const { nodeId, addresses, hostname, operatingSystem, machineType } = factsOf(other);
  const nodename = other.nodeName;
  const spec = {
    nodeId,
    addresses: addresses.map(netIp),
    hostname,
    nodename,
    operatingSystem,
    machineType,
    ...controlPlaneOf(other).spec,
  };
  const yaml = {
    nodeId,
    addresses,
    hostname,
    nodename,
    operatingSystem,
    machineType: wordOf(other),
    ...controlPlaneOf(other).yaml,
  };
  return resource(cluster, "AffiliateSpec", id, spec, yaml, { owner });
}

function factsOf(other: TalosMachine) {
  return {
    nodeId: other.installation.nodeId ?? "",
    addresses: other.addresses.map(({ ip }) => ip),
    hostname: other.wholeHostname,
    machineType: other.isControlPlane ? controlPlane : worker,
    operatingSystem: `Talos (${other.image.talosVersion})`,
  };
}

function wordOf(other: TalosMachine): string {
  return other.isControlPlane ? "controlplane" : "worker";
}

function controlPlaneOf(other: TalosMachine) {
  const port = other.settings?.cluster.apiPort;
  if (!other.isControlPlane || port === undefined) return { spec: {}, yaml: {} };
  return { spec: { controlPlane: { apiServerPort: BigInt(port) } }, yaml: { controlPlane: { port } } };
}

function identity({ machine }: ResourceOwner): ResourceContent[] {
  const { nodeId } = machine.installation;
  if (nodeId === null) return [];
  return [
    resource(cluster, "IdentitySpec", "local", { nodeId }, { nodeId }, { owner: "cluster.NodeIdentityController" }),
  ];
}

function info({ machine }: ResourceOwner): ResourceContent[] {
  const own = machine.settings?.cluster;
  if (own === undefined) return [];
  const spec = { clusterId: own.id, clusterName: own.name };
  return [resource(cluster, "InfoSpec", "current", spec, spec, { owner: "cluster.InfoController" })];
}

function discoveryConfig({ machine }: ResourceOwner): ResourceContent[] {
  const { settings } = machine;
  if (settings === undefined) return [];
  const { discovery } = settings;
  const key = discovery.service ? Buffer.from(settings.cluster.secret, "base64") : Buffer.alloc(0);
  const shared = {
    discoveryEnabled: isOn(discovery),
    registryKubernetesEnabled: discovery.kubernetes,
    registryServiceEnabled: discovery.service,
    serviceEndpoint: discovery.service ? discoveryEndpoint : "",
  };
  const clusterId = discovery.service ? settings.cluster.id : "";
  const spec = { ...shared, serviceEncryptionKey: key, serviceClusterId: clusterId };
  const yaml = { ...shared, serviceEncryptionKey: [...key], serviceClusterID: clusterId };
  return [resource(cluster, "ConfigSpec", "cluster", spec, yaml, { owner: "cluster.ConfigController" })];
}
