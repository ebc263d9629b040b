/** An image: one of Hetzner's systems, a snapshot or a backup. */

export interface Image {
  id: number;
  type: "system" | "app" | "snapshot" | "backup";
  status: "available" | "creating" | "unavailable";
  /** Null for snapshots and backups. */
  name: string | null;
  description: string;
  /** Bytes that count for the bill, in GB; null while being created. */
  imageSizeGb: number | null;
  /** Disk of the server it was taken from: a target's disk must be at least as large. */
  diskSizeGiB: number;
  createdMs: number;
  createdFrom: { id: number; name: string } | null;
  /** Server that a backup belongs to. */
  boundTo: number | null;
  osFlavor: "ubuntu" | "centos" | "debian" | "fedora" | "rocky" | "alma" | "opensuse" | "unknown";
  osVersion: string | null;
  rapidDeploy: boolean;
  protection: { delete: boolean };
  deprecatedMs: number | null;
  labels: Record<string, string>;
  architecture: "x86" | "arm";
  /** The bytes of a snapshot or backup (`world.disks.open`); null for a system image, whose disk is made of its name. */
  diskId: string | null;
}
