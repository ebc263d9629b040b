/** Disks and volumes of a machine as resources. */
import { block } from "../../../wire/talos-resources/generated/block";
import { type ResourceContent, resource } from "../cosi";
import { disksOf } from "../services/disks";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

/** Numbers of VolumePhase and FilesystemType. */
const ready = 6;
const xfs = 1;
const mebibyte = 1024 ** 2;
const blockBytes = 512;

/** Partition labels with their index, size in MiB (0: the rest of the disk) and file system. */
const partitions: readonly (readonly [string, number, number, string])[] = [
  ["EFI", 1, 2100, "vfat"],
  ["META", 4, 1, "talosmeta"],
  ["STATE", 5, 100, "xfs"],
  ["EPHEMERAL", 6, 0, "xfs"],
];

/** Disks, SystemDisks, VolumeStatuses, DiscoveredVolumes. */
export const blockKinds: MachineKind[] = [
  machineKind("runtime", "Disks.block.talos.dev", disks),
  machineKind("runtime", "SystemDisks.block.talos.dev", () => [
    resource(
      block,
      "SystemDiskSpec",
      "system-disk",
      { diskId: "sda", devPath: "/dev/sda" },
      { diskID: "sda", devPath: "/dev/sda" },
    ),
  ]),
  machineKind("runtime", "VolumeStatuses.block.talos.dev", volumes),
  machineKind("runtime", "DiscoveredVolumes.block.talos.dev", discovered),
];

function disks({ machine }: ResourceOwner): ResourceContent[] {
  return disksOf(machine).map(({ id, sizeBytes, model, serial, busPath }) => {
    const prettySize = pretty(sizeBytes);
    const devPath = `/dev/${id}`;
    const links = [`/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_${serial}`];
    const plain = { model, serial, transport: "virtio", rotational: true, prettySize };
    const spec = {
      ...plain,
      size: BigInt(sizeBytes),
      ioSize: BigInt(blockBytes),
      sectorSize: BigInt(blockBytes),
      busPath,
      devPath,
      subSystem: "/sys/class/block",
      symlinks: links,
    };
    const yaml = {
      dev_path: devPath,
      size: sizeBytes,
      pretty_size: prettySize,
      io_size: blockBytes,
      sector_size: blockBytes,
      readonly: false,
      cdrom: false,
      model,
      serial,
      bus_path: busPath,
      sub_system: spec.subSystem,
      transport: plain.transport,
      rotational: true,
      symlinks: links,
    };
    return resource(block, "DiskSpec", id, spec, yaml, { owner: "block.DisksController" });
  });
}

/** META lies on the image; STATE and EPHEMERAL come into being with a configuration. */
function volumes({ machine }: ResourceOwner): ResourceContent[] {
  const isProvisioned = machine.installation.isProvisioned;
  const hasState = machine.installation.configText !== null || isProvisioned;
  return partitions
    .filter(
      ([label]) => label === "META" || (label === "STATE" && hasState) || (label === "EPHEMERAL" && isProvisioned),
    )
    .map(([label, index, sizeMiB]) => {
      const sizeBytes = sizeOf(machine, sizeMiB);
      const location = `/dev/sda${index}`;
      const spec = {
        phase: ready,
        location,
        parentLocation: "/dev/sda",
        partitionIndex: BigInt(index),
        size: BigInt(sizeBytes),
        prettySize: pretty(sizeBytes),
        filesystem: label === "META" ? 0 : xfs,
        mountLocation: location,
      };
      const yaml = {
        phase: "ready",
        type: "partition",
        location,
        mountLocation: location,
        parentLocation: "/dev/sda",
        partitionIndex: index,
        filesystem: label === "META" ? "none" : "xfs",
        size: sizeBytes,
        prettySize: spec.prettySize,
      };
      return resource(block, "VolumeStatusSpec", label, spec, yaml, { owner: "block.VolumeManagerController" });
    });
}

function discovered({ machine }: ResourceOwner): ResourceContent[] {
  const whole = sizeOf(machine, 0);
  const disk = { size: BigInt(whole), name: "gpt", type: "disk", devPath: "/dev/sda", prettySize: pretty(whole) };
  const parts = partitions.map(([label, index, sizeMiB, name]) => {
    const sizeBytes = sizeOf(machine, sizeMiB);
    const spec = {
      size: BigInt(sizeBytes),
      name,
      partitionLabel: label,
      partitionIndex: BigInt(index),
      type: "partition",
      parent: "sda",
      parentDevPath: "/dev/sda",
      devPath: `/dev/sda${index}`,
      prettySize: pretty(sizeBytes),
    };
    return { id: `sda${index}`, spec };
  });
  return [{ id: "sda", spec: disk }, ...parts].map(({ id, spec }) => {
    const yaml = Object.fromEntries(
      Object.entries(spec).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]),
    );
    return resource(block, "DiscoveredVolumeSpec", id, spec, yaml, { owner: "block.DiscoveryController" });
  });
}

function sizeOf({ world, server }: ResourceOwner["machine"], sizeMiB: number): number {
  return sizeMiB === 0 ? world.disks.open(server.diskId).sizeBytes : sizeMiB * mebibyte;
}

/** As in "41 GB". */
function pretty(bytes: number): string {
  if (bytes >= 1e9) return `${Number((bytes / 1e9).toPrecision(2))} GB`;
  return `${Number((bytes / 1e6).toPrecision(2))} MB`;
}
