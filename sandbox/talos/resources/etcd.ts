/** Resources about the member of etcd on a control plane. */
import { etcd } from "../../../wire/talos-resources/generated/etcd";
import { type ResourceContent, resource } from "../cosi";
import { componentImages } from "../machine/component-images";
import { addressesIn, etcdAddress } from "../machine/node-addresses";
import { netIp } from "./addresses";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

/** The namespace "etcd". */
export const etcdKinds: MachineKind[] = [
  machineKind("etcd", "EtcdMembers.etcd.talos.dev", members, { columns: { "Member ID": "{.memberID}" } }),
  machineKind("etcd", "EtcdSpecs.etcd.talos.dev", specs, {
    columns: {
      Name: "{.name}",
      AdvertisedAddresses: "{.advertisedAddresses}",
      ListenPeerAddresses: "{.listenPeerAddresses}",
      ListenClientAddresses: "{.listenClientAddresses}",
    },
  }),
  machineKind("etcd", "EtcdConfigs.etcd.talos.dev", configs, { columns: { Image: "{.image}" } }),
  machineKind("etcd", "PKIStatuses.etcd.talos.dev", pkiStatuses, {
    columns: { Ready: "{.ready}", "Secrets Version": "{.version}" },
  }),
];

/** The member's id, as long as etcd runs. */
function members({ node, machine }: ResourceOwner): ResourceContent[] {
  const memberId = node.cluster?.memberOf(machine);
  if (memberId === undefined) return [];
  return [
    resource(etcd, "MemberSpec", "local", { memberId }, { memberID: memberId }, { owner: "etcd.MemberController" }),
  ];
}

function specs(owner: ResourceOwner): ResourceContent[] {
  const { machine } = owner;
  const { settings, addresses } = machine;
  if (settings === undefined || !machine.isControlPlane) return [];
  const advertised = etcdAddress(addresses, settings);
  if (advertised === undefined) return [];
  const { listenSubnets, advertisedSubnets } = settings.etcd;
  const subnets = listenSubnets.length > 0 ? listenSubnets : advertisedSubnets;
  const chosen = subnets.length === 0 ? ["0.0.0.0"] : addressesIn(addresses, subnets).map(({ ip }) => ip);
  const clients = subnets.length === 0 ? chosen : ["127.0.0.1", ...chosen];
  const [name, image] = [machine.hostname, componentImages(machine.image.talosVersion, settings).etcd];
  const spec = {
    name,
    advertisedAddresses: [netIp(advertised)],
    image,
    listenPeerAddresses: chosen.map(netIp),
    listenClientAddresses: clients.map(netIp),
  };
  const yaml = {
    name,
    advertisedAddresses: [advertised],
    listenPeerAddresses: chosen,
    listenClientAddresses: clients,
    image,
    extraArgs: {},
  };
  return [resource(etcd, "SpecSpec", "etcd", spec, yaml, { owner: "etcd.SpecController" })];
}

function configs({ machine }: ResourceOwner): ResourceContent[] {
  const { settings, isControlPlane } = machine;
  if (settings === undefined || !isControlPlane) return [];
  const { advertisedSubnets, listenSubnets } = settings.etcd;
  const listens = listenSubnets.length > 0 ? listenSubnets : advertisedSubnets;
  const { etcd: image } = componentImages(machine.image.talosVersion, settings);
  const spec = {
    advertiseValidSubnets: included(advertisedSubnets),
    advertiseExcludeSubnets: excluded(advertisedSubnets),
    listenValidSubnets: included(listens),
    listenExcludeSubnets: excluded(listens),
    image,
  };
  const yaml = {
    ...(spec.advertiseValidSubnets.length === 0 ? {} : { advertiseValidSubnets: spec.advertiseValidSubnets }),
    advertiseExcludeSubnets: spec.advertiseExcludeSubnets,
    ...(spec.listenValidSubnets.length === 0 ? {} : { listenValidSubnets: spec.listenValidSubnets }),
    listenExcludeSubnets: spec.listenExcludeSubnets,
    image,
    extraArgs: {},
  };
  return [resource(etcd, "ConfigSpec", "etcd", spec, yaml, { owner: "etcd.ConfigController" })];
}

function included(subnets: readonly string[]): string[] {
  return subnets.filter((subnet) => !subnet.startsWith("!"));
}

function excluded(subnets: readonly string[]): string[] {
  return subnets.filter((subnet) => subnet.startsWith("!")).map((subnet) => subnet.slice(1));
}

function pkiStatuses({ machine }: ResourceOwner): ResourceContent[] {
  if (machine.services.get("etcd")?.state !== "Running") return [];
  const spec = { ready: true, version: "1" };
  return [resource(etcd, "PKIStatusSpec", "etcd", spec, spec, { owner: "etcd.PKIController" })];
}
