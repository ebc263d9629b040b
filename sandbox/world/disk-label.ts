/**
 * What a sandbox disk says it holds. Real disks are recognised by their boot loader and partitions; here one sector
 * says it in clear text, so that a snapshot, a download and a `dd` carry it along like any other bytes.
 */

/** The system on a disk. */
export type DiskLabel =
  | {
      os: "talos";
      /** With `v`, as in "v1.13.9". */
      version: string;
      /** 64 hexadecimal digits. */
      schematicId: string;
      architecture: "amd64" | "arm64";
      /** Talos's platform, as in "hcloud" or "metal". */
      platform: string;
    }
  | { os: "linux" /** As Hetzner names the image, e.g. "ubuntu-24.04". */; name: string; architecture: "x86" | "arm" };

/** Where the label stands on the disk: after the protective MBR and the GPT header, which it must not disturb. */
export const diskLabelOffset = 32 * 1024;
/** How many bytes the label takes; the rest of them is zero. */
export const diskLabelBytes = 4096;
const magic = "HEPHAESTUS-SANDBOX-DISK\n";

/**
 * The {@link diskLabelBytes} bytes that stand at {@link diskLabelOffset} of a disk which holds this system.
 * @throws RangeError when the label does not fit.
 */
export function encodeDiskLabel(label: DiskLabel): Buffer {
  const text = Buffer.from(magic + JSON.stringify(label), "utf8");
  if (text.length > diskLabelBytes) {
    throw new RangeError(`Cannot write disk label: ${text.length} bytes, at most ${diskLabelBytes} fit`);
  }
  const sector = Buffer.alloc(diskLabelBytes);
  text.copy(sector);
  return sector;
}

/** The label on a disk, or undefined where none can be read: nothing bootable is there. */
export function readDiskLabel(disk: { read(offset: number, length: number): Buffer }): DiskLabel | undefined {
  const sector = disk.read(diskLabelOffset, diskLabelBytes);
  if (!sector.subarray(0, magic.length).equals(Buffer.from(magic))) return undefined;
  const end = sector.indexOf(0);
  try {
    return parseLabel(JSON.parse(sector.toString("utf8", magic.length, end === -1 ? undefined : end)));
  } catch {
    return undefined;
  }
}

function parseLabel(value: unknown): DiskLabel | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const text = (name: string): string => {
    const found = fields.get(name);
    return typeof found === "string" ? found : "";
  };
  const architecture = text("architecture");
  if (fields.get("os") === "talos" && (architecture === "amd64" || architecture === "arm64")) {
    const [version, schematicId, platform] = [text("version"), text("schematicId"), text("platform")];
    return { os: "talos", version, schematicId, architecture, platform };
  }
  if (fields.get("os") === "linux" && (architecture === "x86" || architecture === "arm")) {
    return { os: "linux", name: text("name"), architecture };
  }
  return undefined;
}
