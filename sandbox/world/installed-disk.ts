/** Puts a system on a server's disk: a stock Linux by name, or the bytes of a snapshot. */
import { diskLabelOffset, encodeDiskLabel } from "./disk-label";
import type { Image } from "./image";
import type { World } from "./world";

/** A new disk that holds what the image holds; returns its key. */
export function installedDisk(world: World, image: Image, diskGiB: number): string {
  if (image.diskId !== null) return world.disks.copy(image.diskId, diskGiB);
  const id = world.disks.create(diskGiB);
  writeSystem(world, image, id);
  return id;
}

/** Replaces what a disk holds by what the image holds. */
export function writeSystem(world: World, image: Image, diskId: string): void {
  const disk = world.disks.open(diskId);
  if (image.diskId !== null) {
    world.disks.open(image.diskId).copyTo(disk);
    return;
  }
  disk.discard();
  if (image.name === null) return;
  const label = encodeDiskLabel({ os: "linux", name: image.name, architecture: image.architecture });
  disk.write(diskLabelOffset, label);
}
