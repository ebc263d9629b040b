/** Disks and volumes of a machine as resources. */
import { block } from "../../../wire/talos-resources/generated/block";
import { type ResourceContent, resource } from "../cosi";
import { disksOf } from "../services/disks";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { prettySize } from "./pretty-size";
import { volumeKinds } from "./volumes";

const sectorBytes = 512;

/** Disks, SystemDisks, VolumeStatuses, DiscoveredVolumes. */
export const blockKinds: MachineKind[] = [
  machineKind("runtime", "Disks.block.talos.dev", disks, {
    columns: {
      Size: "{.pretty_size}",
      "Read Only": "{.readonly}",
      Transport: "{.transport}",
      Rotational: "{.rotational}",
      WWID: "{.wwid}",
      Model: "{.model}",
      Serial: "{.serial}",
    },
  }),
  machineKind("runtime", "SystemDisks.block.talos.dev", systemDisk, { columns: { Disk: "{.diskID}" } }),
  ...volumeKinds,
];

function systemDisk(): ResourceContent[] {
  const [spec, yaml] = [
    { diskId: "sda", devPath: "/dev/sda" },
    { diskID: "sda", devPath: "/dev/sda" },
  ];
  return [resource(block, "SystemDiskSpec", "system-disk", spec, yaml, { owner: "block.SystemDiskController" })];
}

function disks({ machine }: ResourceOwner): ResourceContent[] {
  return disksOf(machine).map(({ id, sizeBytes, model, serial, busPath }) => {
    const size = prettySize(sizeBytes);
    const devPath = `/dev/${id}`;
    const links = [`/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_${serial}`];
    const plain = { model, serial, transport: "virtio", rotational: true, prettySize: size };
    const spec = {
      ...plain,
      size: BigInt(sizeBytes),
      ioSize: BigInt(sectorBytes),
      sectorSize: BigInt(sectorBytes),
      busPath,
      devPath,
      subSystem: "/sys/class/block",
      symlinks: links,
    };
    const yaml = {
      dev_path: devPath,
      size: sizeBytes,
      pretty_size: size,
      io_size: sectorBytes,
      sector_size: sectorBytes,
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
