/** The disks of a machine: Hetzner's own, and attached volumes. */
import type { TalosMachine } from "../machine/machine";

/** One disk. */
export interface MachineDisk {
  /** "sda". */
  readonly id: string;
  readonly sizeBytes: number;
  readonly model: string;
  readonly serial: string;
  readonly busPath: string;
  readonly isSystemDisk: boolean;
}

const gigabyte = 1_000_000_000;

/** All disks of a machine, the system disk first. */
export function disksOf({ world, server }: TalosMachine): MachineDisk[] {
  const system: MachineDisk = {
    id: "sda",
    sizeBytes: world.disks.open(server.diskId).sizeBytes,
    model: "QEMU HARDDISK",
    serial: String(server.id),
    busPath: "/pci0000:00/0000:00:02.5/0000:06:00.0/virtio4/host0/target0:0:0/0:0:0:0",
    isSystemDisk: true,
  };
  const volumes = [...world.state.volumes.values()].filter((volume) => volume.serverId === server.id);
  const attached = volumes.map((volume, index) => ({
    id: `sd${String.fromCharCode("b".charCodeAt(0) + index)}`,
    sizeBytes: volume.sizeGb * gigabyte,
    model: "Volume",
    serial: String(volume.id),
    busPath: `/pci0000:00/0000:00:02.5/0000:06:00.0/virtio4/host0/target0:0:0/0:0:0:${index + 1}`,
    isSystemDisk: false,
  }));
  return [system, ...attached];
}
