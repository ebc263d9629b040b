/** Device files: disks, and the bottomless ones. */
import { randomFillSync } from "node:crypto";
import type { Node } from "./node";
import { OpenFile } from "./open-file";
import { SystemError } from "./system-error";

/** A disk as a device; synchronous, as the world's disks are. */
export interface BlockDevice {
  readonly sizeBytes: number;
  /** Short at the end of the disk. */
  read(offset: number, length: number): Uint8Array;
  /** Returns how many bytes fitted. */
  write(offset: number, bytes: Uint8Array): number;
  /** Forgets all content. */
  discard(): void;
}

/** A node under /dev for a disk. */
export function blockNode(device: BlockDevice): Node {
  return { type: "block", mode: 0o660, modifiedMs: 0, sizeBytes: device.sizeBytes, open: () => openDisk(device) };
}

function openDisk(device: BlockDevice): OpenFile {
  let position = 0;
  return new OpenFile({
    kind: "block",
    size: () => device.sizeBytes,
    seek: (offset) => {
      position = offset;
    },
    read: async (maxBytes) => {
      const bytes = device.read(position, maxBytes);
      position += bytes.length;
      return bytes;
    },
    write: async (bytes) => {
      const written = device.write(position, bytes);
      position += written;
      if (written < bytes.length) throw new SystemError("ENOSPC");
    },
    sync: () => undefined,
  });
}

/** A node for /dev/null, /dev/zero, /dev/full or /dev/urandom. */
export function characterNode(kind: "null" | "zero" | "full" | "random"): Node {
  const read = async (maxBytes: number): Promise<Uint8Array> => {
    if (kind === "null") return new Uint8Array(0);
    const bytes = new Uint8Array(Math.min(maxBytes, 64 * 1024));
    return kind === "random" ? randomFillSync(bytes) : bytes;
  };
  const write = async (): Promise<void> => {
    if (kind === "full") throw new SystemError("ENOSPC");
  };
  const open = () => new OpenFile({ kind: "character", read, write, seek: () => undefined });
  return { type: "character", mode: 0o666, modifiedMs: 0, sizeBytes: 0, open };
}
