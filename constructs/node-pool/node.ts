import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Server, ServerNetwork, Volume, VolumeAttachment } from "../bindings/hcloud";
import { ownLabels } from "../labels/labels";
import { nodeLocation } from "../placement-groups/placement";
import { numberOf } from "../props/hcloud-id";
import { protection } from "../props/protection";
import { hcloudOf } from "../props/providers";
import { ReverseDns } from "../reverse-dns/construct";
import type { Architecture, ConfigPatch, NodePoolProps, VolumeProps } from "./props";
import { architectureOf } from "./rules";

/** A node: its server, its place in the network, and how its machine is to be configured. */
export interface ClusterNode {
  /** `<cluster>-<pool>-<number>`: the server's, the host's and the Kubernetes node's. */
  readonly name: string;
  /** `<pool>-<number>`. */
  readonly id: string;
  readonly pool: string;
  readonly number: number;
  readonly role: "control-plane" | "worker";
  readonly arch: Architecture;
  readonly location: string;
  readonly serverId: string;
  /** Undefined for a server without one. */
  readonly publicIpv4: string | undefined;
  /** Undefined for a server without one. */
  readonly publicIpv6: string | undefined;
  readonly privateIp: string;
  /** What must be there before the machine is configured. */
  readonly ready: readonly ITerraformDependable[];
}

/** What a node is made of. */
export interface NodeOptions {
  /** The pool, whose firewalls are numbers by now. */
  readonly pool: Omit<NodePoolProps, "firewallIds"> & { readonly firewallIds: readonly number[] };
  readonly role: ClusterNode["role"];
  readonly number: number;
}

/** A node of a pool: the server, without user data (Talos waits in maintenance mode), attached to its subnet. */
export class Node extends Construct implements ClusterNode {
  readonly name: string;
  readonly id: string;
  readonly pool: string;
  readonly number: number;
  readonly role: ClusterNode["role"];
  readonly arch: Architecture;
  readonly location: string;
  readonly serverId: string;
  readonly publicIpv4: string | undefined;
  readonly privateIp: string;
  readonly ready: readonly ITerraformDependable[];
  /** Labels of the Kubernetes node. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  /** Talos patches of the pool, then of the node. */
  readonly patches: readonly ConfigPatch[];
  private readonly server: Server;
  private readonly hasIpv6: boolean;

  constructor(scope: Construct, id: string, options: NodeOptions) {
    super(scope, id);
    const { pool, role, number } = options;
    const own = pool.nodes?.find((each) => each.number === number);
    this.id = id;
    this.name = `${pool.clusterName}-${id}`;
    this.pool = pool.name;
    this.number = number;
    this.role = role;
    this.arch = pool.arch ?? architectureOf(pool.type);
    this.location = own?.location ?? nodeLocation(number, pool.locations);
    this.nodeLabels = { ...pool.labels, ...own?.labels };
    this.patches = [...(pool.patches ?? []), ...(own?.patches ?? [])];
    this.server = this.makeServer(options, own?.type ?? pool.type);
    this.hasIpv6 = pool.publicIpv6 !== false;
    this.serverId = this.server.id;
    // Each token costs a stack trace: a hundred nodes are made of as few as can be.
    const serverNumber = numberOf(this.serverId);
    const attachment = this.attach(options, serverNumber);
    const volumes = (pool.volumes ?? []).map((volume) => this.makeVolume(options, volume, serverNumber));
    this.publicIpv4 = pool.publicIpv4 === false ? undefined : this.server.ipv4Address;
    this.privateIp = attachment.ip;
    this.ready = [attachment, ...volumes];
    this.nameAddresses(options);
  }

  get publicIpv6(): string | undefined {
    return this.hasIpv6 ? this.server.ipv6Address : undefined;
  }

  private labels({ pool, role }: NodeOptions, component: string): Readonly<Record<string, string>> {
    return ownLabels({ cluster: pool.clusterName, role, component }, { pool: pool.name, node: this.id });
  }

  private makeServer(options: NodeOptions, serverType: string): Server {
    const { pool, role, number } = options;
    const { backups, protection: isProtected, keepDisk, sshKeys, publicIpv4 = true, publicIpv6 = true } = pool;
    const group = pool.placementGroup === false ? undefined : pool.placementGroups?.groupId(role, pool.name, number);
    const { lifecycle, ...guarded } = protection(isProtected);
    return new Server(this, "server", {
      ...hcloudOf(pool),
      name: this.name,
      serverType,
      image: pool.imageIds[this.arch],
      location: this.location,
      labels: this.labels(options, "node"),
      ...(sshKeys === undefined ? {} : { sshKeys }),
      ...(group === undefined ? {} : { placementGroupId: group }),
      firewallIds: pool.firewallIds,
      publicNet: [{ ipv4Enabled: publicIpv4, ipv6Enabled: publicIpv6 }],
      backups,
      keepDisk,
      ...(isProtected === undefined ? {} : { rebuildProtection: isProtected }),
      ...guarded,
      // A new image is for new servers; Talos is upgraded in place.
      lifecycle: { ...lifecycle, ignoreChanges: ["image", "ssh_keys", "user_data"] },
    });
  }

  /** A resource of its own: the block inside a server never settles without an address of our choosing. */
  private attach({ pool, role }: NodeOptions, serverId: number): ServerNetwork {
    return new ServerNetwork(this, "network", {
      ...hcloudOf(pool),
      serverId,
      subnetId: pool.network.subnetId(role === "control-plane" ? "controlPlane" : "worker"),
      ...(pool.ignoreAliasIps === true ? { lifecycle: { ignoreChanges: ["alias_ips"] } } : {}),
    });
  }

  private makeVolume(options: NodeOptions, { name, sizeGiB, format }: VolumeProps, serverId: number): VolumeAttachment {
    const { pool } = options;
    const volume = new Volume(this, `volume-${name}`, {
      ...hcloudOf(pool),
      name: `${this.name}-${name}`,
      size: sizeGiB,
      location: this.location,
      labels: this.labels(options, "volume"),
      ...(format === undefined ? {} : { format }),
      ...protection(pool.protection),
    });
    return new VolumeAttachment(this, `volume-${name}-attachment`, {
      ...hcloudOf(pool),
      volumeId: numberOf(volume.id),
      serverId,
    });
  }

  private nameAddresses({ pool, role }: NodeOptions): void {
    const values = { cluster: pool.clusterName, role, pool: pool.name, hostname: this.name, id: this.id };
    const families = [
      ["ipv4", pool.rdnsIpv4 ?? pool.rdns, this.publicIpv4],
      ["ipv6", pool.rdnsIpv6 ?? pool.rdns, this.publicIpv6],
    ] as const;
    for (const [family, template, ipAddress] of families) {
      if (template === undefined || ipAddress === undefined) continue;
      const { hcloudProvider } = pool;
      const provider = hcloudProvider === undefined ? {} : { hcloudProvider };
      new ReverseDns(this, `rdns-${family}`, { ...provider, template, ipAddress, serverId: this.serverId, values });
    }
  }
}
