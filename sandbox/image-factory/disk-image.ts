/** Builds the raw disk image of a schematic and a version: small, mostly empty, the same bytes every time. */
import { createHash } from "node:crypto";
import { diskLabelOffset, encodeDiskLabel } from "../world/disk-label";
import type { Artifact } from "./artifact-name";
import { officialExtensions } from "./catalogue";
import {
  encodeImageDescription,
  type ImageExtension,
  imageDescriptionOffset,
  payloadOffset,
} from "./image-description";
import { type Partition, writePartitionTable } from "./partition-table";
import type { Schematic } from "./schematic";

/** Smaller than this there is no room for the partitions. */
export const smallestRawBytes = 2 * 1024 * 1024;
/** Kernel and initramfs of a real image are noise to a compressor, too; this much stands for them. */
const noiseBytes = 256 * 1024;
const efiSystem = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
const linuxData = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

/** What an image is made of. */
export interface DiskImageInput {
  schematic: Schematic;
  /** With `v`. */
  talosVersion: string;
  artifact: Artifact;
  /** A multiple of 1 MiB, at least {@link smallestRawBytes}. */
  rawBytes: number;
}

/**
 * The image.
 * @throws RangeError when the size is too small or no multiple of 1 MiB, or the schematic too long for the image.
 */
export function buildDiskImage(input: DiskImageInput): Buffer {
  const { schematic, talosVersion, artifact, rawBytes } = input;
  const { architecture, platform, secureBoot } = artifact;
  if (rawBytes < smallestRawBytes || rawBytes % payloadOffset !== 0) {
    throw new RangeError(`Cannot build image of ${rawBytes} bytes: a multiple of 1 MiB from 2 MiB up is needed`);
  }
  const image = Buffer.alloc(rawBytes);
  const seed = [schematic.id, talosVersion, architecture, platform, String(secureBoot)].join(" ");
  const middle = rawBytes - payloadOffset / 2;
  const partitions: Partition[] = [
    { name: "EFI", typeGuid: efiSystem, startByte: payloadOffset, endByte: middle },
    { name: "META", typeGuid: linuxData, startByte: middle, endByte: middle + payloadOffset / 4 },
  ];
  writePartitionTable(image, partitions, seed);
  writeNoise(image.subarray(payloadOffset, payloadOffset + noiseBytes), seed);
  encodeDiskLabel({ os: "talos", version: talosVersion, schematicId: schematic.id, architecture, platform }).copy(
    image,
    diskLabelOffset,
  );
  encodeImageDescription({
    talosVersion,
    schematicId: schematic.id,
    schematicYaml: schematic.yaml,
    architecture,
    platform,
    secureBoot,
    extensions: imageExtensions(schematic, talosVersion),
    extraKernelArgs: schematic.extraKernelArgs,
    rawBytes,
    payloadSha256: createHash("sha256").update(image.subarray(payloadOffset)).digest("hex"),
  }).copy(image, imageDescriptionOffset);
  return image;
}

/** The extensions of a schematic with the versions that a Talos version brings. */
export function imageExtensions(schematic: Schematic, talosVersion: string): ImageExtension[] {
  const known = officialExtensions(talosVersion);
  return schematic.officialExtensions.flatMap((name) => {
    const extension = known.find((candidate) => candidate.name === name);
    if (extension === undefined) return [];
    const { ref, author, description } = extension;
    return [{ name: name.replace(/^.*\//, ""), version: ref.slice(ref.indexOf(":") + 1), author, description }];
  });
}

function writeNoise(into: Buffer, seed: string): void {
  for (let offset = 0; offset < into.length; offset += 64) {
    createHash("sha512").update(`${seed} ${offset}`).digest().copy(into, offset);
  }
}
