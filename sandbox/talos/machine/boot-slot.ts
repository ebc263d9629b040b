/** The system on a server's disk, as the machine's boot loader sees it, and how another takes its place. */
import { type ImageDescription, parseSchematic, readImageDescription } from "../../image-factory";
import { imageExtensions } from "../../image-factory/disk-image";
import { encodeImageDescription, imageDescriptionOffset, payloadOffset } from "../../image-factory/image-description";
import { type Disk, encodeDiskLabel } from "../../world";
import { diskLabelOffset } from "../../world/disk-label";

/** The system that a disk boots; undefined when it holds no whole image of Talos. */
export function readSlot(disk: Disk): ImageDescription | undefined {
  const found = readImageDescription(disk);
  if (found === undefined || !found.complete) return undefined;
  const { complete: _complete, ...description } = found;
  return description;
}

/** Makes the disk boot this system from now on; what else it holds stays. */
export function writeSlot(disk: Disk, image: ImageDescription): void {
  const { talosVersion: version, schematicId, architecture, platform } = image;
  disk.write(diskLabelOffset, encodeDiskLabel({ os: "talos", version, schematicId, architecture, platform }));
  // What a longer description before it left behind would not be read, but is no part of this one either.
  const bytes = Buffer.alloc(payloadOffset - imageDescriptionOffset);
  encodeImageDescription(image).copy(bytes);
  disk.write(imageDescriptionOffset, bytes);
}

/** The same disk with another version and schematic; the platform stays what the installer's name says. */
export function upgradedImage(
  image: ImageDescription,
  to: { version: string; schematicYaml: string; platform: string },
): ImageDescription {
  const schematic = parseSchematic(to.schematicYaml);
  return {
    ...image,
    talosVersion: to.version,
    schematicId: schematic.id,
    schematicYaml: schematic.yaml,
    platform: to.platform,
    extensions: imageExtensions(schematic, to.version),
    extraKernelArgs: schematic.extraKernelArgs,
  };
}
