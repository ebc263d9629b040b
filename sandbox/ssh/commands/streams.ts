/** Programs that pass bytes on: cat, tee, head, tail, wc, checksums. */
import { createHash } from "node:crypto";
import { chunksOf, complain, openPath, type Process, type Program, print } from "../process";
import { type OpenFile, SystemError } from "../system";
import { Options } from "./options";

/** Runs `use` on each operand ("-" or none: standard input); complains of those that cannot be read. */
export async function eachInput(
  process: Process,
  operands: readonly string[],
  use: (file: OpenFile, name: string) => Promise<void>,
): Promise<number> {
  let status = 0;
  for (const name of operands.length === 0 ? ["-"] : operands) {
    let file: OpenFile | undefined;
    try {
      file = name === "-" ? process.files.get(0).retain() : openPath(process, name, "read");
      await use(file, name);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code === "EPIPE" || file !== undefined) throw error;
      await complain(process, `${name}: ${error.message}`);
      status = 1;
    } finally {
      file?.release();
    }
  }
  return status;
}

/** `cat`. */
export const cat: Program = async (process) => {
  const { operands } = new Options(process.words, { flags: "unveEtTAbs" });
  const output = process.files.get(1);
  return eachInput(process, operands, async (file, name) => {
    if (process.filesystem.find(name, process.cwd)?.type === "directory") throw new SystemError("EISDIR");
    for await (const chunk of chunksOf(file, process.signal)) await output.write(chunk, process.signal);
  });
};

/** `tee`: an output that fails is complained of once, the others go on. */
export const tee: Program = async (process) => {
  const options = new Options(process.words, { flags: "aip", long: { append: "a", "ignore-interrupts": "i" } });
  const mode = options.has("a") ? "append" : "write";
  const outputs: { name: string; file: OpenFile }[] = [
    { name: "standard output", file: process.files.get(1).retain() },
  ];
  let status = 0;
  try {
    for (const name of options.operands) {
      try {
        outputs.push({ name, file: openPath(process, name, mode) });
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        await complain(process, `${name}: ${error.message}`);
        status = 1;
      }
    }
    for await (const chunk of chunksOf(process.files.get(0), process.signal)) {
      for (const output of [...outputs]) {
        try {
          await output.file.write(chunk, process.signal);
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          if (error.code === "EPIPE") throw error;
          await complain(process, `${output.name}: ${error.message}`);
          output.file.release();
          outputs.splice(outputs.indexOf(output), 1);
          status = 1;
        }
      }
    }
    return status;
  } finally {
    for (const { file } of outputs) file.release();
  }
};

/** A count with a unit, as head, tail and dd take it: 10, 4K, 4M, 1G, 1kB. */
export function parseCount(text: string): number | undefined {
  const match = /^(\d+)([cwbkKMGT]?)(i?B)?$/.exec(text);
  if (match === null) return undefined;
  const [, digits = "", unit = "", suffix = ""] = match;
  const base = suffix === "B" && unit !== "" ? 1000 : 1024;
  const factors: Readonly<Record<string, number>> = { "": 1, c: 1, w: 2, b: 512 };
  return Number(digits) * (factors[unit] ?? base ** (" KMGT".indexOf(unit.toUpperCase()) || 1));
}

/** `head`. */
export const head: Program = async (process) => {
  const words = process.words.flatMap((word) => (/^-\d+$/.test(word) ? ["-n", word.slice(1)] : [word]));
  const options = new Options(words, { flags: "qv", values: "nc", long: { lines: "n", bytes: "c" } });
  const bytes = options.value("c");
  const limit = parseCount(bytes ?? options.value("n") ?? "10");
  if (limit === undefined)
    return refuseCount(process, bytes === undefined ? "lines" : "bytes", bytes ?? options.value("n"));
  return eachInput(process, options.operands, async (file) => {
    let left = limit;
    while (left > 0) {
      const chunk = await file.read(bytes === undefined ? 64 * 1024 : Math.min(left, 64 * 1024), process.signal);
      if (chunk.length === 0) return;
      const part = bytes === undefined ? firstLines(chunk, left) : chunk;
      left -= bytes === undefined ? countLines(part) : part.length;
      await process.files.get(1).write(part, process.signal);
    }
  });
};

function firstLines(chunk: Uint8Array, lines: number): Uint8Array {
  let end = -1;
  for (let count = 0; count < lines; count += 1) {
    end = chunk.indexOf(10, end + 1);
    if (end === -1) return chunk;
  }
  return chunk.subarray(0, end + 1);
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

async function refuseCount(process: Process, unit: string, text = ""): Promise<number> {
  await complain(process, `invalid number of ${unit}: ‘${text}’`);
  return 1;
}

/** `tail` (the end of a file; it does not follow one). */
export const tail: Program = async (process) => {
  const words = process.words.flatMap((word) => (/^-\d+$/.test(word) ? ["-n", word.slice(1)] : [word]));
  const options = new Options(words, { flags: "qv", values: "nc", long: { lines: "n", bytes: "c" } });
  const unit = options.has("c") ? "bytes" : "lines";
  const text = options.value("c") ?? options.value("n") ?? "10";
  const count = parseCount(text.replace(/^[-+]/, ""));
  if (count === undefined) return refuseCount(process, unit, text);
  return eachInput(process, options.operands, async (file) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunksOf(file, process.signal)) parts.push(chunk);
    const all = Buffer.concat(parts).toString("latin1");
    const pieces = unit === "bytes" ? [...all] : all.split(/(?<=\n)/);
    const kept = text.startsWith("+") ? pieces.slice(count - 1) : pieces.slice(Math.max(0, pieces.length - count));
    await print(process, kept.join(""));
  });
};

/** `wc`. */
export const wc: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "clwm",
    long: { bytes: "c", lines: "l", words: "w", chars: "m" },
  });
  const shown = ["l", "w", "c"].filter((flag) => options.has(flag) || (flag === "c" && options.has("m")));
  const columns = shown.length === 0 ? ["l", "w", "c"] : shown;
  return eachInput(process, options.operands, async (file, name) => {
    const counts = new Map([
      ["l", 0],
      ["w", 0],
      ["c", 0],
    ]);
    let isInWord = false;
    for await (const chunk of chunksOf(file, process.signal)) {
      counts.set("c", (counts.get("c") ?? 0) + chunk.length);
      counts.set("l", (counts.get("l") ?? 0) + countLines(chunk));
      if (!columns.includes("w")) continue;
      for (const byte of chunk) {
        const isBlank = byte === 32 || (byte >= 9 && byte <= 13);
        if (!isBlank && !isInWord) counts.set("w", (counts.get("w") ?? 0) + 1);
        isInWord = !isBlank;
      }
    }
    const width = columns.length === 1 ? 0 : 7;
    const numbers = columns.map((column) => String(counts.get(column)).padStart(width)).join(" ");
    await print(process, `${numbers}${name === "-" ? "" : ` ${name}`}\n`);
  });
};

/** `sha256sum` and its relatives, with `-c`. */
export function checksum(algorithm: "md5" | "sha1" | "sha256" | "sha512"): Program {
  return async (process) => {
    const options = new Options(process.words, {
      flags: "bctwz",
      long: { check: "c", status: "status", quiet: "quiet", strict: "strict", binary: "b", text: "t" },
    });
    if (options.has("c")) return verify(process, options, algorithm);
    return eachInput(process, options.operands, async (file, name) => {
      await print(process, `${await digest(process, file, algorithm)}  ${name}\n`);
    });
  };
}

async function digest(process: Process, file: OpenFile, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of chunksOf(file, process.signal)) hash.update(chunk);
  return hash.digest("hex");
}

async function verify(process: Process, options: Options, algorithm: string): Promise<number> {
  let failed = 0;
  let checked = 0;
  const isSilent = options.has("status");
  await eachInput(process, options.operands, async (file) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunksOf(file, process.signal)) parts.push(chunk);
    for (const line of Buffer.concat(parts).toString("latin1").split("\n")) {
      const [, expected, name] = /^\\?([0-9a-fA-F]{32,128}) [ *](.+)$/.exec(line) ?? [];
      if (expected === undefined || name === undefined) continue;
      checked += 1;
      let actual = "";
      const status = await eachInput(process, [name], async (input) => {
        actual = await digest(process, input, algorithm);
      });
      const isGood = actual === expected.toLowerCase();
      if (!isGood) failed += 1;
      const verdict = isGood ? "OK" : status === 0 ? "FAILED" : "FAILED open or read";
      if (!isSilent && !(isGood && options.has("quiet"))) await print(process, `${name}: ${verdict}\n`);
    }
  });
  if (checked === 0) {
    await complain(process, "no properly formatted checksum lines found");
    return 1;
  }
  const noun = failed === 1 ? "computed checksum did NOT match" : "computed checksums did NOT match";
  if (failed > 0 && !isSilent) await complain(process, `WARNING: ${failed} ${noun}`);
  return failed === 0 ? 0 : 1;
}
