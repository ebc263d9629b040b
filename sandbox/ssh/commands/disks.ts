/** Programs about disks: lsblk, blockdev, blkdiscard, wipefs, sgdisk, sync and kin. */
import { Failure, type Process, type Program, print } from "../process";
import type { BlockDevice } from "../system/devices";
import { Options } from "./options";

const succeed: Program = async () => 0;
const sectorBytes = 512;

/** The disk that a path such as /dev/sda names. Throws Failure. */
function diskAt(process: Process, path: string | undefined, verb: string): BlockDevice {
  const name = path === undefined ? undefined : /^\/dev\/(?:disk\/by-id\/)?(.+)$/.exec(path)?.[1];
  const disk = name === undefined ? undefined : process.machine.disks.get(name);
  if (disk !== undefined) return disk;
  if (path === undefined) throw new Failure("no device specified");
  const isThere = process.filesystem.find(path, process.cwd) !== undefined;
  throw new Failure(`${verb}${path}: ${isThere ? "not a block device" : "No such file or directory"}`);
}

/** `blkdiscard`. */
export const blkdiscard: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "fszvq",
    values: "olp",
    long: { force: "f", secure: "s", zeroout: "z", verbose: "v", quiet: "q", offset: "o", length: "l", step: "p" },
  });
  const disk = diskAt(process, options.operands[0], "cannot open ");
  const offset = Number(options.value("o") ?? 0);
  const length = Number(options.value("l") ?? disk.sizeBytes - offset);
  if (offset === 0 && length >= disk.sizeBytes) disk.discard();
  else zero(disk, offset, Math.min(length, disk.sizeBytes - offset));
  if (options.has("v"))
    await print(process, `${options.operands[0]}: Discarded ${length} bytes from the offset ${offset}\n`);
  return 0;
};

/** Zeroes a range; only what holds something costs time. */
function zero(disk: BlockDevice, offset: number, length: number): void {
  const block = 1024 * 1024;
  const zeroes = Buffer.alloc(block);
  for (let at = offset; at < offset + length; at += block) {
    const bytes = Math.min(block, offset + length - at);
    const found = Buffer.from(disk.read(at, bytes));
    if (!found.equals(zeroes.subarray(0, bytes))) disk.write(at, zeroes.subarray(0, bytes));
  }
}

/** `blockdev --getsize64` and the like. */
export const blockdev: Program = async (process) => {
  const [command = "", path] = process.words;
  const disk = diskAt(process, path ?? command, "cannot open ");
  const answers: Readonly<Record<string, number | undefined>> = {
    "--getsize64": disk.sizeBytes,
    "--getsz": disk.sizeBytes / sectorBytes,
    "--getsize": disk.sizeBytes / sectorBytes,
    "--getss": sectorBytes,
    "--getpbsz": sectorBytes,
    "--getbsz": 4096,
    "--getro": 0,
  };
  const answer = answers[command];
  if (answer !== undefined) await print(process, `${answer}\n`);
  else if (command !== "--rereadpt" && command !== "--flushbufs") throw new Failure(`Unknown command: ${command}`);
  return 0;
};

interface Row {
  name: string;
  kname: string;
  path: string;
  "maj:min": string;
  rm: boolean;
  size: number;
  ro: boolean;
  type: string;
  mountpoint: null;
  mountpoints: null[];
  fstype: null;
  model: string;
  vendor: string;
  tran: string;
  rota: boolean;
}

const defaultColumns = ["name", "maj:min", "rm", "size", "ro", "type", "mountpoints"];

/** `lsblk`, as a table or with -J. Partitions are not listed. */
export const lsblk: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "JbdnpPraf",
    values: "oIe",
    long: {
      json: "J",
      bytes: "b",
      nodeps: "d",
      noheadings: "n",
      paths: "p",
      output: "o",
      list: "l",
      raw: "r",
      all: "a",
    },
  });
  const wanted = options.operands.map((path) => path.replace("/dev/", ""));
  const missing = wanted.find((name) => !process.machine.disks.has(name));
  if (missing !== undefined) {
    await print(process, `lsblk: /dev/${missing}: not a block device\n`, 2);
    return 32;
  }
  const columns = options.value("o")?.toLowerCase().split(",") ?? defaultColumns;
  const rows = [...process.machine.disks].filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const table = rows.map(([name, disk], index) => cells(row(name, disk, index, options.has("p")), columns, options));
  await print(process, options.has("J") ? asJson(table, columns) : asTable(table, columns, !options.has("n")));
  return 0;
};

type Cell = string | number | boolean | null | null[];

function asJson(table: readonly Cell[][], columns: readonly string[]): string {
  const blockdevices = table.map((values) =>
    Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null])),
  );
  return `${JSON.stringify({ blockdevices }, null, 3)}\n`;
}

function asTable(table: readonly Cell[][], columns: readonly string[], hasHeading: boolean): string {
  const text = (value: Cell) => (value === null ? "" : String(typeof value === "boolean" ? Number(value) : value));
  const heading = hasHeading ? [columns.map((column) => column.toUpperCase())] : [];
  const lines = [...heading, ...table.map((values) => values.map(text))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const padded = lines.map((line) => line.map((value, at) => value.padEnd(widths[at] ?? 0)).join(" "));
  return padded.map((line) => `${line.trimEnd()}\n`).join("");
}

function row(name: string, disk: BlockDevice, index: number, isPath: boolean): Row {
  const path = `/dev/${name}`;
  return {
    name: isPath ? path : name,
    kname: name,
    path,
    "maj:min": `8:${index * 16}`,
    rm: false,
    size: disk.sizeBytes,
    ro: false,
    type: "disk",
    mountpoint: null,
    mountpoints: [null],
    fstype: null,
    model: "QEMU HARDDISK",
    vendor: "QEMU",
    tran: "scsi",
    rota: true,
  };
}

function cells(values: Row, columns: readonly string[], options: Options): Cell[] {
  const known = new Map<string, Row[keyof Row]>(Object.entries(values));
  return columns.map((column) => {
    if (!known.has(column)) throw new Failure(`unknown column: ${column}`);
    const value = known.get(column) ?? null;
    if (column === "size" && !options.has("b")) return humanSize(Number(value));
    return Array.isArray(value) && !options.has("J") ? null : value;
  });
}

/** As lsblk and df write sizes: one decimal where it is not 0. */
export function humanSize(bytes: number): string {
  const unit = Math.min(4, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = (bytes / 1024 ** unit).toFixed(1).replace(/\.0$/, "");
  return `${value}${"BKMGT".charAt(unit)}`;
}

/** `wipefs -a` and `sgdisk --zap-all`: the partition tables at both ends go. */
export const wipefs: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "afqnZoOg",
    long: { all: "a", force: "f", quiet: "q", "no-act": "n", "zap-all": "Z", zap: "Z", clear: "o" },
  });
  const isWriting = (options.has("a") || options.has("Z") || options.has("o")) && !options.has("n");
  for (const path of options.operands) {
    const disk = diskAt(process, path, "error: ");
    if (!isWriting) continue;
    const ends = 34 * sectorBytes;
    zero(disk, 0, Math.min(ends, disk.sizeBytes));
    zero(disk, Math.max(0, disk.sizeBytes - ends), Math.min(ends, disk.sizeBytes));
  }
  return 0;
};

/** `df -h`: the root in memory. */
export const df: Program = async (process) => {
  const { capacityBytes, usedBytes } = process.filesystem.space;
  const size = process.words.some((word) => /^-\w*h/.test(word))
    ? humanSize
    : (bytes: number) => String(Math.ceil(bytes / 1024));
  const percent = Math.ceil((usedBytes / capacityBytes) * 100);
  await print(process, "Filesystem     Size  Used Avail Use% Mounted on\n");
  const numbers = [capacityBytes, usedBytes, capacityBytes - usedBytes].map((bytes) => size(bytes).padStart(5));
  await print(process, `overlay       ${numbers.join(" ")} ${String(percent).padStart(3)}% /\n`);
  return 0;
};

/** The programs of this file that only have to succeed: what they would wait for is done. */
export const settled: readonly (readonly [string, Program])[] = ["sync", "partprobe", "udevadm", "partx"].map(
  (name) => [name, succeed],
);
