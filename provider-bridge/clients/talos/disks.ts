/** Disks of a machine. */
import { block } from "../../../wire/talos-resources/generated/block";
import { type CallContext, together } from "../transport";
import { getResource, listResources, type ResourceKind } from "./resources";
import type { TalosNode } from "./talos-node";

/** A disk as Talos sees it. */
export interface TalosDisk {
  /** e.g. `sda` */
  readonly name: string;
  readonly devPath: string;
  readonly sizeBytes: bigint;
  readonly model: string;
  readonly serial: string;
  readonly wwid: string;
  readonly busPath: string;
  readonly transport: string;
  readonly rotational: boolean;
  readonly readonly: boolean;
  readonly symlinks: readonly string[];
  /** Talos itself is installed on it. */
  readonly isSystemDisk: boolean;
}

const disk: ResourceKind<ReturnType<typeof decodeDisk>> = {
  namespace: "runtime",
  type: "Disks.block.talos.dev",
  decode: decodeDisk,
};
const systemDisk: ResourceKind<{ readonly diskId: string }> = {
  namespace: "runtime",
  type: "SystemDisks.block.talos.dev",
  decode: (bytes) => block.decode("SystemDiskSpec", bytes),
};

function decodeDisk(bytes: Uint8Array) {
  return block.decode("DiskSpec", bytes);
}

/** All disks but CD drives, by name. @throws TalosError */
export async function listDisks(node: TalosNode, context: CallContext): Promise<readonly TalosDisk[]> {
  const [disks, system] = await together(context, (each) => [
    listResources(node, disk, each),
    getResource(node, systemDisk, "system-disk", each),
  ]);
  return disks
    .filter(({ spec }) => !spec.cdrom)
    .map(({ id, spec }) => ({
      name: id,
      devPath: spec.devPath,
      sizeBytes: spec.size,
      model: spec.model,
      serial: spec.serial,
      wwid: spec.wwid,
      busPath: spec.busPath,
      transport: spec.transport,
      rotational: spec.rotational,
      readonly: spec.readonly,
      symlinks: spec.symlinks,
      isSystemDisk: id === system?.spec.diskId,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
