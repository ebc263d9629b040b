/** What lies on a machine's disk beside the image: partitions META, STATE and EPHEMERAL, as plain data. */
import type { ImageDescription } from "../../image-factory";
import type { Disk } from "../../world";

/** Where the disk says which installation it holds: between the disk label and the image's description. */
const markerOffset = 40 * 1024;
const magic = "HEPHAESTUS-TALOS-STATE-1 ";
const idLength = 16;

/** An installation: it travels with the disk's bytes, is copied by snapshots and gone when an image is written anew. */
export interface Installation {
  /** Sixteen hexadecimal digits, also on the disk. */
  id: string;
  /** The disk that it lies on; a copy of the disk holds a copy of the installation. */
  ownerDiskId: string;
  /** STATE: the configuration as it was applied; null: none yet. */
  configText: string | null;
  /** STATE: this node's identity in discovery; null: drawn at the next boot. */
  nodeId: string | null;
  /** META: key (decimal) → value. */
  meta: Record<string, string>;
  /** META: installer to run at the next boot. */
  stagedUpgrade: string | null;
  /** The other boot slot; null: never upgraded. */
  fallback: ImageDescription | null;
  /** The slot that was just written has yet to boot properly; until then the fallback is one power-cycle away. */
  isTrial: boolean;
  /** EPHEMERAL: a data directory of etcd; null: empty. */
  etcd: { clusterKey: string; memberId: string } | null;
  /** EPHEMERAL: a snapshot that was uploaded for recovery, base64. */
  etcdSnapshot: string | null;
  /** EPHEMERAL: images that were pulled, by "namespace reference". */
  pulledImages: string[];
  /** The installation had its first boot: EPHEMERAL fills the disk. */
  isProvisioned: boolean;
}

/** A disk fresh from the image. */
export function freshInstallation(id: string, ownerDiskId: string): Installation {
  return {
    id,
    ownerDiskId,
    configText: null,
    nodeId: null,
    meta: {},
    stagedUpgrade: null,
    fallback: null,
    isTrial: false,
    etcd: null,
    etcdSnapshot: null,
    pulledImages: [],
    isProvisioned: false,
  };
}

/** Forgets what EPHEMERAL held. */
export function wipeEphemeral(installation: Installation): void {
  installation.etcd = null;
  installation.etcdSnapshot = null;
  installation.pulledImages = [];
  installation.isProvisioned = false;
}

/** Forgets what STATE held. */
export function wipeState(installation: Installation): void {
  installation.configText = null;
  installation.nodeId = null;
}

/** The id of the installation on a disk; undefined where an image was just written, or nothing. */
export function readInstallationId(disk: Pick<Disk, "read">): string | undefined {
  const bytes = disk.read(markerOffset, magic.length + idLength).toString("latin1");
  return bytes.startsWith(magic) ? bytes.slice(magic.length) : undefined;
}

/** Writes the id onto a disk. */
export function writeInstallationId(disk: Pick<Disk, "write">, id: string): void {
  disk.write(markerOffset, Buffer.from(magic + id, "latin1"));
}
