/** `dd`. */
import { complain, openPath, type Process, type Program } from "../process";
import { type OpenFile, SystemError } from "../system";
import { parseCount } from "./streams";

interface Settings {
  input: string | undefined;
  output: string | undefined;
  inputBytes: number;
  outputBytes: number;
  count: number;
  /** In bytes. */
  skip: number;
  seek: number;
  conversions: ReadonlySet<string>;
  inputFlags: ReadonlySet<string>;
  status: string;
}

/** What went through: whole and partial blocks. */
interface Records {
  fullIn: number;
  partIn: number;
  fullOut: number;
  partOut: number;
  bytes: number;
}

const operands = new Set([
  "if",
  "of",
  "bs",
  "ibs",
  "obs",
  "cbs",
  "count",
  "skip",
  "seek",
  "iseek",
  "oseek",
  "conv",
  "iflag",
  "oflag",
  "status",
]);

/** `dd`: block after block, byte-true; zero blocks are skipped with conv=sparse, as they are on a real disk. */
export const dd: Program = async (process) => {
  const settings = await parse(process);
  if (settings === undefined) return 1;
  const records: Records = { fullIn: 0, partIn: 0, fullOut: 0, partOut: 0, bytes: 0 };
  const startMs = process.machine.now();
  const input = await open(process, settings.input, "read");
  if (input === undefined) return 1;
  const output = await open(process, settings.output, settings.conversions.has("notrunc") ? "update" : "write");
  if (output === undefined) {
    input.release();
    return 1;
  }
  let status = 0;
  try {
    if (settings.seek > 0) output.seek(settings.seek);
    await skip(process, input, settings.skip);
    status = await copy(process, { input, output, settings, records });
    output.sync();
  } finally {
    input.release();
    output.release();
  }
  await report(process, settings, records, process.machine.now() - startMs);
  return status;
};

async function parse(process: Process): Promise<Settings | undefined> {
  const given = new Map<string, string>();
  for (const word of process.words) {
    const [name = "", ...rest] = word.split("=");
    if (!operands.has(name) || rest.length === 0) {
      await complain(process, `unrecognized operand ${quoted(word)}\nTry 'dd --help' for more information.`);
      return undefined;
    }
    given.set(name, rest.join("="));
  }
  const numbers = new Map<string, number>();
  for (const name of ["bs", "ibs", "obs", "count", "skip", "seek", "iseek", "oseek"]) {
    const text = given.get(name);
    if (text === undefined) continue;
    const value = text.split("x").reduce((product, part) => product * (parseCount(part) ?? Number.NaN), 1);
    if (Number.isNaN(value) || (/^[io]?bs$/.test(name) && value === 0)) {
      await complain(process, `invalid number: ${quoted(text)}`);
      return undefined;
    }
    numbers.set(name, value);
  }
  return settingsOf(given, numbers);
}

function settingsOf(given: ReadonlyMap<string, string>, numbers: ReadonlyMap<string, number>): Settings {
  const list = (name: string) => new Set((given.get(name) ?? "").split(",").filter((word) => word !== ""));
  const inputBytes = numbers.get("bs") ?? numbers.get("ibs") ?? 512;
  const outputBytes = numbers.get("bs") ?? numbers.get("obs") ?? 512;
  const inputFlags = list("iflag");
  const outputFlags = list("oflag");
  const skipCount = numbers.get("skip") ?? numbers.get("iseek") ?? 0;
  const seekCount = numbers.get("seek") ?? numbers.get("oseek") ?? 0;
  return {
    input: given.get("if"),
    output: given.get("of"),
    inputBytes,
    outputBytes,
    count: (numbers.get("count") ?? Number.POSITIVE_INFINITY) * (inputFlags.has("count_bytes") ? 1 / inputBytes : 1),
    skip: skipCount * (inputFlags.has("skip_bytes") ? 1 : inputBytes),
    seek: seekCount * (outputFlags.has("seek_bytes") ? 1 : outputBytes),
    conversions: list("conv"),
    inputFlags,
    status: given.get("status") ?? "",
  };
}

/** In the quotation marks of a UTF-8 locale, as byte text. */
function quoted(text: string): string {
  const mark = (character: string) => Buffer.from(character, "utf8").toString("latin1");
  return `${mark("‘")}${text}${mark("’")}`;
}

async function open(
  process: Process,
  path: string | undefined,
  mode: "read" | "write" | "update",
): Promise<OpenFile | undefined> {
  if (path === undefined) return process.files.get(mode === "read" ? 0 : 1).retain();
  try {
    const isMissing = mode === "update" && process.filesystem.find(path, process.cwd) === undefined;
    return openPath(process, path, isMissing ? "write" : mode);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await complain(process, `failed to open '${path}': ${error.message}`);
    return undefined;
  }
}

async function skip(process: Process, input: OpenFile, bytes: number): Promise<void> {
  if (bytes === 0) return;
  if (input.isSeekable) return input.seek(bytes);
  for (let left = bytes; left > 0; ) {
    const chunk = await input.read(Math.min(left, 64 * 1024), process.signal);
    if (chunk.length === 0) return;
    left -= chunk.length;
  }
}

interface Copy {
  input: OpenFile;
  output: OpenFile;
  settings: Settings;
  records: Records;
}

async function copy(process: Process, { input, output, settings, records }: Copy): Promise<number> {
  const isFull = settings.inputFlags.has("fullblock");
  const isSparse = settings.conversions.has("sparse") && output.isSeekable;
  let position = settings.seek;
  while (records.fullIn + records.partIn < settings.count) {
    const wanted = Math.min(
      settings.inputBytes,
      Math.round((settings.count - records.fullIn - records.partIn) * settings.inputBytes),
    );
    const block = await readBlock(process, input, wanted, isFull);
    if (block.length === 0) break;
    if (block.length === settings.inputBytes) records.fullIn += 1;
    else records.partIn += 1;
    try {
      if (isSparse && isZero(block)) output.seek(position + block.length);
      else await output.write(block, process.signal);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === "EPIPE") throw error;
      records.bytes = Math.min(output.size() ?? records.bytes, position + block.length) - settings.seek;
      await complain(process, `error writing '${settings.output ?? "standard output"}': ${error.message}`);
      return 1;
    }
    position += block.length;
    records.bytes += block.length;
    if (block.length === settings.outputBytes) records.fullOut += 1;
    else records.partOut += 1;
  }
  if (isSparse && (output.size() ?? position) < position) output.truncate(position);
  return 0;
}

async function readBlock(process: Process, input: OpenFile, bytes: number, isFull: boolean): Promise<Uint8Array> {
  const first = await input.read(bytes, process.signal);
  if (!isFull || first.length === 0 || first.length === bytes) return first;
  const parts = [first];
  let length = first.length;
  while (length < bytes) {
    const more = await input.read(bytes - length, process.signal);
    if (more.length === 0) break;
    parts.push(more);
    length += more.length;
  }
  return Buffer.concat(parts);
}

function isZero(block: Uint8Array): boolean {
  return block[0] === 0 && Buffer.from(block.buffer, block.byteOffset, block.length - 1).equals(block.subarray(1));
}

async function report(process: Process, settings: Settings, records: Records, durationMs: number): Promise<void> {
  if (settings.status === "none") return;
  const lines = [`${records.fullIn}+${records.partIn} records in`, `${records.fullOut}+${records.partOut} records out`];
  if (settings.status !== "noxfer") {
    const seconds = Math.max(durationMs, 1) / 1000;
    const rate = (records.bytes / seconds / 1e6).toPrecision(3);
    lines.push(`${records.bytes} bytes copied, ${seconds.toPrecision(4)} s, ${rate} MB/s`);
  }
  await process.files.get(2).write(Buffer.from(`${lines.join("\n")}\n`, "latin1"), process.signal);
}
