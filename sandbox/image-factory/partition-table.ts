/** A GUID partition table with its protective MBR, as on a real Talos image, so that disk tools know what they see. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

const sectorBytes = 512;
const entryBytes = 128;
const entries = 128;
const entrySectors = (entries * entryBytes) / sectorBytes;
/** GPT header size (UEFI 2.10, 5.3.2). */
const headerBytes = 92;

/** A partition; both offsets are multiples of 512 bytes, `endByte` is the first byte behind it. */
export interface Partition {
  name: string;
  /** GUID of the partition's type, upper case with dashes. */
  typeGuid: string;
  startByte: number;
  endByte: number;
}

/** Writes the table at both ends of an image. `seed` makes the GUIDs: the same seed, the same table. */
export function writePartitionTable(image: Buffer, partitions: readonly Partition[], seed: string): void {
  const sectors = image.length / sectorBytes;
  writeProtectiveMbr(image, sectors);
  const table = encodeEntries(partitions, seed);
  table.copy(image, 2 * sectorBytes);
  table.copy(image, (sectors - 1 - entrySectors) * sectorBytes);
  const tableCrc = crc32(table);
  const common = { sectors, tableCrc, diskGuid: guidFromSeed(`${seed} disk`) };
  encodeHeader({ ...common, at: 1, other: sectors - 1, tableAt: 2 }).copy(image, sectorBytes);
  const backup = { ...common, at: sectors - 1, other: 1, tableAt: sectors - 1 - entrySectors };
  encodeHeader(backup).copy(image, (sectors - 1) * sectorBytes);
}

function writeProtectiveMbr(image: Buffer, sectors: number): void {
  const entry = 446;
  image.writeUInt8(0xee, entry + 4);
  image.writeUInt32LE(1, entry + 8);
  image.writeUInt32LE(Math.min(sectors - 1, 0xffff_ffff), entry + 12);
  image.writeUInt16LE(0xaa55, 510);
}

function encodeEntries(partitions: readonly Partition[], seed: string): Buffer {
  const table = Buffer.alloc(entries * entryBytes);
  for (const [index, partition] of partitions.entries()) {
    const entry = table.subarray(index * entryBytes, (index + 1) * entryBytes);
    encodeGuid(partition.typeGuid).copy(entry, 0);
    encodeGuid(guidFromSeed(`${seed} ${partition.name}`)).copy(entry, 16);
    entry.writeBigUInt64LE(BigInt(partition.startByte / sectorBytes), 32);
    entry.writeBigUInt64LE(BigInt(partition.endByte / sectorBytes - 1), 40);
    entry.write(partition.name, 56, 72, "utf16le");
  }
  return table;
}

function encodeHeader(fields: {
  at: number;
  other: number;
  tableAt: number;
  sectors: number;
  tableCrc: number;
  diskGuid: string;
}): Buffer {
  const header = Buffer.alloc(sectorBytes);
  header.write("EFI PART", 0, "latin1");
  header.writeUInt32LE(0x0001_0000, 8);
  header.writeUInt32LE(headerBytes, 12);
  header.writeBigUInt64LE(BigInt(fields.at), 24);
  header.writeBigUInt64LE(BigInt(fields.other), 32);
  header.writeBigUInt64LE(BigInt(2 + entrySectors), 40);
  header.writeBigUInt64LE(BigInt(fields.sectors - 2 - entrySectors), 48);
  encodeGuid(fields.diskGuid).copy(header, 56);
  header.writeBigUInt64LE(BigInt(fields.tableAt), 72);
  header.writeUInt32LE(entries, 80);
  header.writeUInt32LE(entryBytes, 84);
  header.writeUInt32LE(fields.tableCrc, 88);
  header.writeUInt32LE(crc32(header.subarray(0, headerBytes)), 16);
  return header;
}

/** A GUID's bytes: the first three groups little-endian, the rest as written. */
function encodeGuid(guid: string): Buffer {
  const [a = "", b = "", c = "", d = "", e = ""] = guid.split("-");
  const little = [a, b, c].map((group) => Buffer.from(group, "hex").reverse());
  return Buffer.concat([...little, Buffer.from(d + e, "hex")]);
}

function guidFromSeed(seed: string): string {
  const hex = createHash("sha256").update(seed).digest("hex").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
