/** A server as the sandbox holds it: plain data. */

/** What the guest is doing right now. Doors decide by it whether they answer on the server's addresses. */
export type BootState =
  /** No power, or power and still in firmware. */
  | { kind: "off" }
  /** Hetzner's rescue system: root on SSH with the rescue's keys or password; the disk is untouched. */
  | { kind: "rescue" }
  /** A stock Linux from one of Hetzner's images. */
  | { kind: "linux"; image: string }
  /** Talos from the disk, or from an ISO (`installed` false: it runs from memory, the disk holds nothing of it). */
  | { kind: "talos"; version: string; schematicId: string; architecture: "amd64" | "arm64"; installed: boolean }
  /** Power is on, nothing bootable was found: the server "runs" and answers nothing. */
  | { kind: "nothing" };

/** Hetzner's server states. */
export type ServerStatus =
  | "initializing"
  | "starting"
  | "running"
  | "stopping"
  | "off"
  | "deleting"
  | "migrating"
  | "rebuilding"
  | "unknown";

/** One private network that a server is in. */
export interface PrivateNet {
  networkId: number;
  ip: string;
  aliasIps: string[];
  macAddress: string;
}

/** The rescue system as enabled for the next boot. */
export interface Rescue {
  /** Root's password in the rescue system. */
  rootPassword: string;
  /** OpenSSH public keys that may log in as root. */
  authorizedKeys: string[];
}

/** A server. Ids refer to the other maps of the world's state; times are simulated milliseconds since 1970. */
export interface Server {
  id: number;
  name: string;
  createdMs: number;
  status: ServerStatus;
  serverTypeId: number;
  locationId: number;
  /** The image it was made from; kept after the image is gone. */
  imageId: number | null;
  isoId: number | null;
  primaryIpv4Id: number | null;
  primaryIpv6Id: number | null;
  privateNets: PrivateNet[];
  placementGroupId: number | null;
  labels: Record<string, string>;
  protection: { delete: boolean; rebuild: boolean };
  backupWindow: string | null;
  /** Disk as bought, in GiB; stays when the type is changed without the disk. */
  primaryDiskGiB: number;
  /** A loopback address for a server without public IPv4; ask `hostAddress` of reach.ts. */
  hiddenAddress: string;
  /** Key for `world.disks.open`. */
  diskId: string;
  boot: BootState;
  /** How often a guest came up; a new SSH or TLS identity of a guest that lives in memory may be seeded with it. */
  bootCount: number;
  /** Rescue wanted at the next boot, or running now when `boot.kind` is "rescue". */
  rescue: Rescue | null;
  /** True from enable_rescue until the boot into it, or until it expires. */
  rescueEnabled: boolean;
  /** Root's password in the installed Linux; null when keys were given. */
  rootPassword: string | null;
  /** OpenSSH public keys of the installed Linux. */
  authorizedKeys: string[];
  /** Seeds the installed system's SSH host keys; new with each (re)install. The rescue's: `rescue:` + this + bootCount. */
  hostKeySeed: string;
  userData: string | null;
  /** Action ids that hold the server locked while they run. */
  lockedBy: number[];
}
