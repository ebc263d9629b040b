/**
 * What an image says of itself, beyond the disk label of world/: the schematic's text, its extensions, and a digest by
 * which a half-written disk is told from a whole one.
 *
 * On the disk, from byte {@link imageDescriptionOffset}: the 24 bytes "HEPHAESTUS-TALOS-IMAGE-1", a length (32 bits,
 * little-endian), the SHA-256 of the JSON (32 bytes), then the JSON.
 */
import { createHash } from "node:crypto";

/** Behind the disk label, before the first partition (1 MiB). */
export const imageDescriptionOffset = 64 * 1024;
/** First byte of the first partition; what the digest covers begins here. */
export const payloadOffset = 1024 * 1024;
const magic = Buffer.from("HEPHAESTUS-TALOS-IMAGE-1", "latin1");
const headBytes = magic.length + 4 + 32;

/** An extension in an image. */
export interface ImageExtension {
  /** Without the "siderolabs/", as a node lists it, e.g. "qemu-guest-agent". */
  name: string;
  version: string;
  author: string;
  description: string;
}

/** What stands in an image. */
export interface ImageDescription {
  /** With `v`. */
  talosVersion: string;
  /** 64 hexadecimal digits. */
  schematicId: string;
  /** Canonical YAML. */
  schematicYaml: string;
  architecture: "amd64" | "arm64";
  /** As in "hcloud" or "metal". */
  platform: string;
  secureBoot: boolean;
  extensions: readonly ImageExtension[];
  extraKernelArgs: readonly string[];
  /** Length of the whole raw image. */
  rawBytes: number;
  /** SHA-256 of the raw image from byte 1 MiB to its end, hexadecimal. */
  payloadSha256: string;
}

/**
 * The bytes to put at {@link imageDescriptionOffset}.
 * @throws RangeError when they do not fit before the first partition.
 */
export function encodeImageDescription(description: ImageDescription): Buffer {
  const json = Buffer.from(JSON.stringify(description), "utf8");
  const available = payloadOffset - imageDescriptionOffset;
  if (headBytes + json.length > available) {
    throw new RangeError(`Cannot describe image: ${headBytes + json.length} bytes, at most ${available} fit`);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([magic, length, createHash("sha256").update(json).digest(), json]);
}

/** A disk, as far as this reads it: short at its end, zeroes where nothing was written. */
export interface ReadableDisk {
  read(offset: number, length: number): Uint8Array;
  /** Equal for equal content from the first partition on; without it the content is read each time. */
  readonly partitionsStamp?: number;
}

/** Digests of whole images by stamp and length: a hundred servers of one image boot again and again. */
const knownDigests = new Map<string, string>();
const mostKnownDigests = 256;

/**
 * Reads what the image on a disk says of itself. `complete` is false where the rest of the image is missing or
 * damaged (a download that broke off): a machine would not boot it. Undefined when no image was written at all.
 */
export function readImageDescription(disk: ReadableDisk): (ImageDescription & { complete: boolean }) | undefined {
  const head = Buffer.from(disk.read(imageDescriptionOffset, headBytes));
  if (head.length < headBytes || !head.subarray(0, magic.length).equals(magic)) return undefined;
  const length = head.readUInt32LE(magic.length);
  if (length > payloadOffset - imageDescriptionOffset - headBytes) return undefined;
  const json = Buffer.from(disk.read(imageDescriptionOffset + headBytes, length));
  if (
    !createHash("sha256")
      .update(json)
      .digest()
      .equals(head.subarray(magic.length + 4))
  )
    return undefined;
  const description = parseDescription(JSON.parse(json.toString("utf8")));
  return (
    description && { ...description, complete: payloadDigest(disk, description.rawBytes) === description.payloadSha256 }
  );
}

function payloadDigest(disk: ReadableDisk, rawBytes: number): string {
  if (disk.partitionsStamp === undefined) return readDigest(disk, rawBytes);
  const key = `${disk.partitionsStamp}:${rawBytes}`;
  const digest = knownDigests.get(key) ?? readDigest(disk, rawBytes);
  if (knownDigests.size >= mostKnownDigests) knownDigests.clear();
  knownDigests.set(key, digest);
  return digest;
}

function readDigest(disk: ReadableDisk, rawBytes: number): string {
  const hash = createHash("sha256");
  for (let offset = payloadOffset; offset < rawBytes; offset += payloadOffset) {
    hash.update(disk.read(offset, Math.min(payloadOffset, rawBytes - offset)));
  }
  return hash.digest("hex");
}

function parseDescription(value: unknown): ImageDescription | undefined {
  const fields = fieldsOf(value);
  const architecture = fields.get("architecture");
  if (architecture !== "amd64" && architecture !== "arm64") return undefined;
  const rawBytes = Number(fields.get("rawBytes"));
  if (!Number.isSafeInteger(rawBytes)) return undefined;
  return {
    talosVersion: textOf(fields, "talosVersion"),
    schematicId: textOf(fields, "schematicId"),
    schematicYaml: textOf(fields, "schematicYaml"),
    architecture,
    platform: textOf(fields, "platform"),
    secureBoot: fields.get("secureBoot") === true,
    extensions: listOf(fields, "extensions").map((item) => {
      const extension = fieldsOf(item);
      return {
        name: textOf(extension, "name"),
        version: textOf(extension, "version"),
        author: textOf(extension, "author"),
        description: textOf(extension, "description"),
      };
    }),
    extraKernelArgs: listOf(fields, "extraKernelArgs").map(String),
    rawBytes,
    payloadSha256: textOf(fields, "payloadSha256"),
  };
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function textOf(fields: Map<string, unknown>, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}

function listOf(fields: Map<string, unknown>, name: string): unknown[] {
  const value: unknown = fields.get(name);
  return Array.isArray(value) ? value : [];
}
