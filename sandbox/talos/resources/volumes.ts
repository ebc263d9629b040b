/** Resources about the system disk's partitions: what lies there, and Talos's volumes in it. */
import { block } from "../../../wire/talos-resources/generated/block";
import { type ResourceContent, resource } from "../cosi";
import type { TalosMachine } from "../machine/machine";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { prettySize } from "./pretty-size";

/** Numbers of VolumePhase and FilesystemType. */
const ready = 6;
const xfs = 1;
const mebibyte = 1024 ** 2;
/** Partitions begin after the table, which has a copy at the disk's end. */
const tableBytes = mebibyte;

/** VolumeStatuses and DiscoveredVolumes. */
export const volumeKinds: MachineKind[] = [
  machineKind("runtime", "VolumeStatuses.block.talos.dev", volumes, {
    columns: { Type: "{.type}", Phase: "{.phase}", Location: "{.location}", Size: "{.prettySize}" },
  }),
  machineKind("runtime", "DiscoveredVolumes.block.talos.dev", discovered, {
    columns: {
      Type: "{.type}",
      Size: "{.pretty_size}",
      Discovered: "{.name}",
      Label: "{.label}",
      PartitionLabel: "{.partition_label}",
    },
  }),
];

/** A partition of the system disk. */
interface Partition {
  readonly label: string;
  readonly index: number;
  readonly content: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** Labels of Talos's partitions with their index, size in MiB and what lies in them; the last one fills the disk. */
const layout = [
  ["EFI", 1, 2100, "vfat"],
  ["META", 4, 1, "talosmeta"],
  ["STATE", 5, 100, "xfs"],
  ["EPHEMERAL", 6, 0, "xfs"],
] as const;

/** META lies on the image; STATE and EPHEMERAL come into being with a configuration. */
function partitionsOf(machine: TalosMachine): Partition[] {
  const { isProvisioned, configText } = machine.installation;
  const whole = diskBytes(machine);
  let offset = tableBytes;
  const all = layout.map(([label, index, sizeMiB, content]): Partition => {
    const sizeBytes = sizeMiB === 0 ? Math.max(0, whole - offset - tableBytes) : sizeMiB * mebibyte;
    const found = { label, index, content, offset, sizeBytes };
    offset += sizeBytes;
    return found;
  });
  return all.filter(({ label }) => {
    if (label === "STATE") return isProvisioned || configText !== null;
    return label !== "EPHEMERAL" || isProvisioned;
  });
}

function diskBytes({ world, server }: TalosMachine): number {
  return world.disks.open(server.diskId).sizeBytes;
}

function volumes({ machine }: ResourceOwner): ResourceContent[] {
  const own = partitionsOf(machine).filter(({ label }) => label !== "EFI");
  return own.map(({ label, index, content, sizeBytes }) => {
    const location = `/dev/sda${index}`;
    const shared = { location, mountLocation: location, parentLocation: "/dev/sda", prettySize: prettySize(sizeBytes) };
    const isXfs = content === "xfs";
    const spec = {
      ...shared,
      phase: ready,
      partitionIndex: BigInt(index),
      size: BigInt(sizeBytes),
      filesystem: isXfs ? xfs : 0,
    };
    const yaml = {
      phase: "ready",
      type: "partition",
      ...shared,
      partitionIndex: index,
      size: sizeBytes,
      ...(isXfs ? { filesystem: "xfs" } : {}),
    };
    return resource(block, "VolumeStatusSpec", label, spec, yaml, { owner: "block.VolumeManagerController" });
  });
}

function discovered({ machine }: ResourceOwner): ResourceContent[] {
  const whole = diskBytes(machine);
  const parts = partitionsOf(machine).map(({ label, index, content, offset, sizeBytes }) => {
    const id = `sda${index}`;
    const names = { type: "partition", name: content, devPath: `/dev/${id}`, parent: "sda", parentDevPath: "/dev/sda" };
    const message = { partitionLabel: label, partitionIndex: BigInt(index) };
    const yaml = { parent: "sda", parent_dev_path: "/dev/sda", partition_label: label, partition_index: index };
    return discoveredVolume(id, { ...names, ...message }, yaml, { offset, sizeBytes });
  });
  const disk = { type: "disk", name: "gpt", devPath: "/dev/sda" };
  return [discoveredVolume("sda", disk, {}, { offset: 0, sizeBytes: whole }), ...parts];
}

function discoveredVolume(
  id: string,
  message: { readonly type: string; readonly name: string; readonly devPath: string },
  more: object,
  { offset, sizeBytes }: { readonly offset: number; readonly sizeBytes: number },
): ResourceContent {
  const size = prettySize(sizeBytes);
  const spec = { ...message, offset: BigInt(offset), size: BigInt(sizeBytes), prettySize: size };
  const { type, name, devPath } = message;
  const yaml = {
    dev_path: devPath,
    type,
    device_path: "",
    offset,
    size: sizeBytes,
    pretty_size: size,
    name,
    ...more,
  };
  return resource(block, "DiscoveredVolumeSpec", id, spec, yaml, { owner: "block.DiscoveryController" });
}
