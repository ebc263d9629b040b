/** All Talos machines of a world that are up, the installations on all disks, and the clusters that they make. */
import type { ImageDescription } from "../../image-factory";
import { talosVersions } from "../../image-factory/catalogue";
import { keptSchematics } from "../../image-factory/open-image-factory";
import type { ClusterIdentity, Kubelet, KubernetesApi, OpenApi } from "../../kubernetes";
import type { Server, World } from "../../world";
import type { Apid } from "../apid/apid";
import { readSlot } from "../machine/boot-slot";
import { freshInstallation, type Installation, readInstallationId, writeInstallationId } from "../machine/installation";
import { TalosMachine } from "../machine/machine";
import type { TalosCluster } from "./talos-cluster";
import { WaitingRoom } from "./waiting-room";

/** A machine with what is served for it. */
export interface Node {
  readonly machine: TalosMachine;
  readonly apid: Apid;
  /** The machine's resources may be other than before. */
  resourcesChanged(): void;
  /** Version of one of the machine's resources; 0 where there is none. */
  resourceVersion(namespace: string, type: string, id: string): number;
  /** The cluster that this machine takes part in, once it knows. */
  cluster: TalosCluster | undefined;
  /** Its API server, while it answers. */
  api: OpenApi | undefined;
  kubelet: Kubelet | undefined;
}

/** Makes the Kubernetes of a new cluster; `saved`: what its `save` gave before, undefined for an empty one. */
export type CreateKubernetes = (identity: ClusterIdentity, saved: unknown) => KubernetesApi;

/** What a fleet is made of. */
export interface FleetOptions {
  readonly world: World;
  /** This computer's clock, milliseconds since 1970. */
  readonly wallNow: () => number;
  readonly createKubernetes: CreateKubernetes;
}

/** The fleet of one world. */
export class Fleet {
  readonly world: World;
  readonly waiting: WaitingRoom;
  /** This computer's clock, milliseconds since 1970: certificates are held against it. */
  readonly wallNow: () => number;
  /** By server id. */
  readonly nodes = new Map<number, Node>();
  /** By {@link TalosCluster.key}. */
  readonly clusters = new Map<string, TalosCluster>();
  readonly #closing = new Map<number, Promise<void>>();
  readonly installations = new Map<string, Installation>();

  readonly createKubernetes: CreateKubernetes;

  constructor({ world, wallNow, createKubernetes }: FleetOptions) {
    this.world = world;
    this.wallNow = wallNow;
    this.createKubernetes = createKubernetes;
    this.waiting = new WaitingRoom(world.clock);
  }

  /** The node of a machine that is up. */
  nodeOf(machine: TalosMachine): Node | undefined {
    const node = this.nodes.get(machine.server.id);
    return node?.machine === machine ? node : undefined;
  }

  /** All machines that are up, in the order of their servers. */
  machines(): TalosMachine[] {
    return [...this.nodes.values()].map((node) => node.machine);
  }

  /** Remembers that something on a server's address is still being closed: the next boot waits for it. */
  closing(serverId: number, closed: Promise<void>): void {
    const before = this.#closing.get(serverId) ?? Promise.resolve();
    const all = Promise.allSettled([before, closed]).then(() => undefined);
    this.#closing.set(serverId, all);
  }

  /** Resolves when nothing of an earlier life is open on a server's address. */
  async closed(serverId: number): Promise<void> {
    // While one is waited for, another may have begun.
    for (let open = this.#closing.get(serverId); open !== undefined; open = this.#closing.get(serverId)) {
      await open;
      if (this.#closing.get(serverId) === open) this.#closing.delete(serverId);
    }
  }

  /** Something has changed on a machine, or between them: whoever watches any machine's resources is told. */
  changed(): void {
    for (const node of this.nodes.values()) node.resourcesChanged();
    this.waiting.changed();
  }

  /** The machine that a server's disk boots; undefined where no whole image of Talos is on it. */
  machineOf(server: Server): TalosMachine | undefined {
    const image = this.#imageOf(server);
    if (image === undefined) return undefined;
    const surroundings = {
      world: this.world,
      changed: () => this.changed(),
    };
    return new TalosMachine(surroundings, { server, image, installation: this.#installationOf(server) });
  }

  /** Whether there is such a version of Talos (with `v`). */
  isPublished(version: string): boolean {
    return talosVersions.includes(version);
  }

  /** The canonical text of a schematic that the factory took in, or that an image on some disk was made of. */
  schematicYaml(id: string): string | undefined {
    const kept = keptSchematics(this.world.state.doors["image-factory"]);
    if (Object.hasOwn(kept, id)) return kept[id];
    return this.machines().find((machine) => machine.image.schematicId === id)?.image.schematicYaml;
  }

  #imageOf(server: Server): ImageDescription | undefined {
    const image = readSlot(this.world.disks.open(server.diskId));
    const type = this.world.state.catalogue.serverTypes.find((candidate) => candidate.id === server.serverTypeId);
    const architecture = type?.architecture === "arm" ? "arm64" : "amd64";
    if (image === undefined || image.architecture === architecture) return image;
    this.world.note("talos", `${server.name} does not boot: its image is for ${image.architecture}`);
    return undefined;
  }

  /** What the disk holds; a disk copied from another one starts from a copy of what that one held. */
  #installationOf(server: Server): Installation {
    const disk = this.world.disks.open(server.diskId);
    const found = readInstallationId(disk);
    const known = found === undefined ? undefined : this.installations.get(found);
    const isElsewhere = [...this.nodes.values()].some((node) => node.machine.installation === known);
    if (known !== undefined && !isElsewhere && known.ownerDiskId === server.diskId) return known;
    const id = this.world.random.hex().slice(0, 16);
    const installation =
      known === undefined
        ? freshInstallation(id, server.diskId)
        : { ...structuredClone(known), id, ownerDiskId: server.diskId };
    this.installations.set(id, installation);
    writeInstallationId(disk, id);
    return installation;
  }
}
