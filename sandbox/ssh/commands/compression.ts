/** xz, zstd and gzip, for reading only: an installer unpacks. */
import { type ByteTransform, CorruptDataError, decodeGzip, decodeXz, decodeZstd } from "../../compression";
import { chunksOf, complain, type Process, type Program } from "../process";
import { type OpenFile, SystemError } from "../system";
import { Options, type OptionTable } from "./options";
import { eachInput } from "./streams";

interface Format {
  decode: ByteTransform;
  /** Endings of packed files. */
  endings: readonly string[];
  /** How the program complains of damaged input. */
  complaint: (input: string, problem: string) => string;
  options: OptionTable;
  /** True for the name that only unpacks (xzcat, unxz, zstdcat, zcat, gunzip). */
  unpacks: RegExp;
}

const levels = "0123456789";
const longCommon = {
  decompress: "d",
  uncompress: "d",
  stdout: "c",
  "to-stdout": "c",
  keep: "k",
  force: "f",
  quiet: "q",
  test: "t",
};

const formats: Readonly<Record<"xz" | "zstd" | "gzip", Format>> = {
  xz: {
    decode: decodeXz,
    endings: [".xz"],
    complaint: (input, problem) => `${input}: ${problem}`,
    options: {
      flags: `dckfqvtze${levels}`,
      values: "TM",
      long: { ...longCommon, threads: "T", memlimit: "M", verbose: "v" },
    },
    unpacks: /cat$|^un/,
  },
  zstd: {
    decode: decodeZstd,
    endings: [".zst"],
    complaint: (input, problem) => `${input} : ${problem}`,
    options: {
      flags: `dckfqvtz${levels}`,
      values: "oT",
      long: { ...longCommon, threads: "T", "no-progress": "q", long: "long", rm: "rm", "no-check": "no-check" },
    },
    unpacks: /cat$|^un/,
  },
  gzip: {
    decode: decodeGzip,
    endings: [".gz"],
    complaint: (input, problem) => `${input}: ${problem}`,
    options: { flags: `dckfqvtnN${levels}`, long: longCommon },
    unpacks: /cat$|^gun/,
  },
};

/** The program of a format, under any of its names. */
export function decompressor(kind: "xz" | "zstd" | "gzip"): Program {
  const format = formats[kind];
  return async (process) => {
    const options = new Options(process.words, format.options);
    if (!options.has("d") && !options.has("t") && !format.unpacks.test(process.name)) {
      await complain(process, "the sandbox only decompresses: -d is needed");
      return 1;
    }
    const toOutput = options.has("c") || /cat$/.test(process.name);
    let status = 0;
    const opened = await eachInput(process, options.operands, async (file, name) => {
      status = Math.max(status, await unpack(process, format, { file, name, options, toOutput }));
    });
    return Math.max(status, opened);
  };
}

interface Input {
  file: OpenFile;
  name: string;
  options: Options;
  toOutput: boolean;
}

async function unpack(process: Process, format: Format, input: Input): Promise<number> {
  const { file, name, options, toOutput } = input;
  const shown = name === "-" ? "(stdin)" : name;
  const target = options.value("o") ?? (name === "-" || toOutput ? "-" : plainName(name, format));
  if (target === undefined) {
    await complain(process, `${name}: unknown suffix -- ignored`);
    return 1;
  }
  const isTest = options.has("t");
  const output =
    target === "-" || isTest ? process.files.get(1).retain() : process.filesystem.open(target, process.cwd, "write");
  try {
    for await (const chunk of format.decode(chunksOf(file, process.signal))) {
      if (!isTest) await output.write(chunk, process.signal);
    }
  } catch (error) {
    if (error instanceof SystemError && error.code !== "EPIPE") {
      await complain(process, `${target === "-" ? "(stdout)" : target}: Write error: ${error.message}`);
      return 1;
    }
    if (!(error instanceof CorruptDataError)) throw error;
    await complain(process, format.complaint(shown, error.message));
    if (target !== "-" && !isTest) process.filesystem.remove(target, process.cwd);
    return 1;
  } finally {
    output.release();
  }
  const isReplaced = target !== "-" && !isTest && options.value("o") === undefined && !options.has("k");
  if (isReplaced && process.name !== "zstd") process.filesystem.remove(name, process.cwd);
  return 0;
}

function plainName(name: string, format: Format): string | undefined {
  const ending = format.endings.find((candidate) => name.endsWith(candidate));
  return ending === undefined ? undefined : name.slice(0, -ending.length);
}
