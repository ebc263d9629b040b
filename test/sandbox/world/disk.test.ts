import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Disk, DiskStore, encodeDiskLabel, readDiskLabel } from "../../../sandbox/world";
import { diskLabelOffset } from "../../../sandbox/world/disk-label";
import { temporaryDirectory } from "./worlds";

const MiB = 1024 ** 2;

/** A byte for each place, so that a shifted or lost chunk shows. */
function pattern(offset: number, length: number): Buffer {
  return Buffer.from(
    Uint8Array.from({ length }, (_, index) => ((offset + index) * 31 + ((offset + index) >> 12)) & 255),
  );
}

test("what was written is read back, in memory and beyond, at any offset", () => {
  const directory = temporaryDirectory();
  const disk = new Disk(64 * MiB, join(directory, "d.raw"));
  for (const offset of [0, 4095, 5 * MiB + 17, 63 * MiB]) disk.write(offset, pattern(offset, 700_001));
  for (const offset of [0, 4095, 5 * MiB + 17, 63 * MiB]) {
    const length = offset === 0 ? 4095 : 700_001;
    expect(disk.read(offset, length).equals(pattern(offset, length))).toBe(true);
  }
  expect(disk.read(40 * MiB, 10).equals(Buffer.alloc(10))).toBe(true);
  expect(existsSync(join(directory, "d.raw"))).toBe(true);
  disk.write(5 * MiB + 17, Buffer.from("overwritten"));
  expect(disk.read(5 * MiB + 17, 11).toString()).toBe("overwritten");
  disk.close();
  expect(existsSync(join(directory, "d.raw"))).toBe(false);
});

test("a disk ends where it ends, and zeroes take no place", () => {
  const disk = new Disk(10_000, join(temporaryDirectory(), "d.raw"));
  expect(disk.write(9_990, Buffer.from("0123456789abcdef"))).toBe(10);
  expect(disk.read(9_990, 100).toString()).toBe("0123456789");
  expect(disk.write(20_000, Buffer.from("x"))).toBe(0);
  const used = disk.usedBytes;
  disk.write(0, Buffer.alloc(4096));
  expect(disk.usedBytes).toBe(used);
  disk.discard();
  expect([disk.usedBytes, disk.read(9_990, 1)[0]]).toEqual([0, 0]);
});

test("a copy is of its own", () => {
  const store = new DiskStore(temporaryDirectory());
  const first = store.create(1);
  store.open(first).write(0, pattern(0, 3 * MiB));
  const second = store.copy(first, 2);
  store.open(first).write(0, Buffer.from("changed"));
  expect(
    store
      .open(second)
      .read(0, 3 * MiB)
      .equals(pattern(0, 3 * MiB)),
  ).toBe(true);
  store.grow(second, 3);
  expect(store.open(second).sizeBytes).toBe(3 * 1024 ** 3);
  expect(store.open(second).read(MiB, 100).equals(pattern(MiB, 100))).toBe(true);
});

test("closing the store leaves nothing behind", () => {
  const directory = temporaryDirectory();
  const store = new DiskStore(directory);
  for (let index = 0; index < 3; index++) store.open(store.create(1)).write(0, pattern(index, 2 * MiB));
  expect(readdirSync(directory)).toHaveLength(3);
  store.remove("disk-1");
  expect(readdirSync(directory)).toHaveLength(2);
  store.close();
  expect(readdirSync(directory)).toEqual([]);
  expect(() => store.open("disk-2")).toThrow(RangeError);
});

test("a label survives on the disk, and anything else is none", () => {
  const disk = new Disk(MiB, join(temporaryDirectory(), "d.raw"));
  expect(readDiskLabel(disk)).toBeUndefined();
  const label = {
    os: "talos",
    version: "v1.13.9",
    schematicId: "ab".repeat(32),
    architecture: "amd64",
    platform: "hcloud",
  } as const;
  disk.write(diskLabelOffset, encodeDiskLabel(label));
  expect(readDiskLabel(disk)).toEqual(label);
  for (const garbage of [
    "HEPHAESTUS-SANDBOX-DISK\n{",
    'HEPHAESTUS-SANDBOX-DISK\n{"os":"dos"}',
    "HEPHAESTUS-SANDBOX-DISK\n[]",
  ]) {
    disk.discard();
    disk.write(diskLabelOffset, Buffer.from(garbage));
    expect(readDiskLabel(disk)).toBeUndefined();
  }
  expect(() => encodeDiskLabel({ ...label, version: "v".repeat(5000) })).toThrow(RangeError);
});

test("Disks with the same stamp hold the same from the first partition on", () => {
  const directory = temporaryDirectory();
  const make = (name: string, sizeBytes: number) => new Disk(sizeBytes, join(directory, name));
  const [disk, copy, small] = [make("disk", 8 * MiB), make("copy", 8 * MiB), make("small", MiB)];
  expect(copy.partitionsStamp).not.toBe(disk.partitionsStamp);
  disk.write(2 * MiB, Buffer.from("image"));
  const before = disk.partitionsStamp;
  disk.write(0, Buffer.alloc(MiB, 7));
  expect(disk.partitionsStamp).toBe(before);
  disk.copyTo(copy);
  expect(copy.partitionsStamp).toBe(before);
  disk.copyTo(small);
  expect(small.partitionsStamp).not.toBe(before);
  copy.write(MiB - 1, Buffer.from("ab"));
  expect(copy.partitionsStamp).not.toBe(before);
  disk.discard();
  expect(disk.partitionsStamp).not.toBe(before);
});
