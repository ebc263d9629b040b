/** Programs about files and directories. */
import { randomBytes } from "node:crypto";
import { chunksOf, complain, Failure, openPath, type Process, type Program, print } from "../process";
import { type Node, SystemError } from "../system";
import { Options } from "./options";

/** Runs `act` on each operand; complains of those that fail, with a sentence in front of the system's. */
export async function each(
  process: Process,
  operands: readonly string[],
  sentence: (path: string) => string,
  act: (path: string) => Promise<void> | void,
): Promise<number> {
  if (operands.length === 0) throw new Failure("missing operand");
  let status = 0;
  for (const path of operands) {
    try {
      await act(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await complain(process, `${sentence(path)}: ${error.message}`);
      status = 1;
    }
  }
  return status;
}

/** `mkdir`. */
export const mkdir: Program = (process) => {
  const options = new Options(process.words, {
    flags: "pv",
    values: "m",
    long: { parents: "p", mode: "m", verbose: "v" },
  });
  const mode = Number.parseInt(options.value("m") ?? "755", 8);
  return each(
    process,
    options.operands,
    (path) => `cannot create directory '${path}'`,
    (path) => {
      process.filesystem.makeDirectory(path, process.cwd, options.has("p"), mode);
    },
  );
};

/** `rmdir`. */
export const rmdir: Program = (process) => {
  const { operands } = new Options(process.words, { flags: "pv" });
  return each(
    process,
    operands,
    (path) => `failed to remove '${path}'`,
    (path) => {
      if (process.filesystem.lookup(path, process.cwd).type !== "directory") throw new SystemError("ENOTDIR");
      process.filesystem.remove(path, process.cwd, { directory: true });
    },
  );
};

/** `rm`. */
export const rm: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "rRfvdi",
    long: { recursive: "r", force: "f", verbose: "v", dir: "d" },
  });
  if (options.has("f") && options.operands.length === 0) return 0;
  return each(
    process,
    options.operands,
    (path) => `cannot remove '${path}'`,
    (path) => {
      if (options.has("f") && process.filesystem.find(path, process.cwd, false) === undefined) return;
      process.filesystem.remove(path, process.cwd, {
        recursive: options.has("r") || options.has("R"),
        directory: options.has("d"),
      });
    },
  );
};

/** `mv`. */
export const mv: Program = (process) => {
  const { operands } = new Options(process.words, {
    flags: "fvTn",
    long: { force: "f", "no-clobber": "n", "no-target-directory": "T" },
  });
  const target = operands.pop() ?? "";
  return each(
    process,
    operands,
    (path) => `cannot move '${path}' to '${target}'`,
    (path) => {
      process.filesystem.move(path, intoDirectory(process, path, target), process.cwd);
    },
  );
};

/** `cp`, with -r for directories. */
export const cp: Program = (process) => {
  const options = new Options(process.words, {
    flags: "rRafpvdT",
    long: { recursive: "r", archive: "a", force: "f", sparse: "sparse" },
  });
  const target = options.operands.pop() ?? "";
  const isRecursive = ["r", "R", "a"].some((flag) => options.has(flag));
  return each(
    process,
    options.operands,
    (path) => `cannot copy '${path}'`,
    async (path) => {
      await copy(process, path, intoDirectory(process, path, target), isRecursive);
    },
  );
};

function intoDirectory(process: Process, path: string, target: string): string {
  const isDirectory = process.filesystem.find(target, process.cwd)?.type === "directory";
  return isDirectory ? `${target}/${path.replace(/\/+$/, "").replace(/^.*\//, "")}` : target;
}

async function copy(process: Process, from: string, to: string, isRecursive: boolean): Promise<void> {
  const node = process.filesystem.lookup(from, process.cwd);
  if (node.type === "directory") {
    if (!isRecursive) throw new SystemError("EISDIR");
    process.filesystem.makeDirectory(to, process.cwd, true);
    for (const name of node.entries.keys()) await copy(process, `${from}/${name}`, `${to}/${name}`, true);
    return;
  }
  const input = openPath(process, from, "read");
  const output = openPath(process, to, "write");
  try {
    for await (const chunk of chunksOf(input, process.signal)) await output.write(chunk, process.signal);
  } finally {
    input.release();
    output.release();
  }
  const copied = process.filesystem.find(to, process.cwd);
  if (copied?.type === "file") copied.mode = node.mode;
}

/** `chmod`, by numbers or `u+x` forms. */
export const chmod: Program = (process) => {
  const words = process.words.filter((word) => !/^-[Rvf]+$|^--recursive$/.test(word));
  const [mode = "", ...paths] = words;
  return each(
    process,
    paths,
    (path) => `cannot access '${path}'`,
    (path) => {
      const node = process.filesystem.lookup(path, process.cwd);
      node.mode = newMode(mode, node.mode);
    },
  );
};

function newMode(text: string, before: number): number {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  let mode = before;
  for (const clause of text.split(",")) {
    const [, who = "", sign, what = ""] = /^([ugoa]*)([-+=])([rwxX]*)$/.exec(clause) ?? [];
    if (sign === undefined) throw new Failure(`invalid mode: '${text}'`);
    const bits = (what.includes("r") ? 4 : 0) | (what.includes("w") ? 2 : 0) | (/x/i.test(what) ? 1 : 0);
    const everyone = who === "" || who.includes("a");
    const parts: [string, number][] = [
      ["u", 6],
      ["g", 3],
      ["o", 0],
    ];
    for (const [letter, shift] of parts) {
      if (!everyone && !who.includes(letter)) continue;
      if (sign === "=") mode = (mode & ~(7 << shift)) | (bits << shift);
      else mode = sign === "+" ? mode | (bits << shift) : mode & ~(bits << shift);
    }
  }
  return mode;
}

/** `touch`. */
export const touch: Program = (process) => {
  const { operands } = new Options(process.words, { flags: "acm", values: "dtr" });
  return each(
    process,
    operands,
    (path) => `cannot touch '${path}'`,
    (path) => {
      const node =
        process.filesystem.find(path, process.cwd) ??
        process.filesystem.put(path, process.cwd, process.filesystem.newFile());
      node.modifiedMs = process.machine.now();
    },
  );
};

/** `ln -s` (a hard link is the same file under two names). */
export const ln: Program = (process) => {
  const options = new Options(process.words, { flags: "sfnvT", long: { symbolic: "s", force: "f" } });
  const [target = "", name = target.replace(/^.*\//, "")] = options.operands;
  return each(
    process,
    [name],
    (path) => `failed to create link '${path}'`,
    () => {
      const path = intoDirectory(process, target, name);
      if (!options.has("f") && process.filesystem.find(path, process.cwd, false) !== undefined)
        throw new SystemError("EEXIST");
      const node: Node = options.has("s")
        ? { type: "symlink", target, mode: 0o777, modifiedMs: process.machine.now() }
        : process.filesystem.lookup(target, process.cwd);
      process.filesystem.put(path, process.cwd, node);
    },
  );
};

/** `mkfifo`. */
export const mkfifo: Program = (process) =>
  each(
    process,
    process.words,
    (path) => `cannot create fifo '${path}'`,
    (path) => {
      if (process.filesystem.find(path, process.cwd) !== undefined) throw new SystemError("EEXIST");
      process.filesystem.put(path, process.cwd, process.filesystem.newFifo());
    },
  );

/** `mktemp`, with -d, -p and a template. */
export const mktemp: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "dqut",
    values: "p",
    long: { directory: "d", tmpdir: "p", suffix: "suffix" },
    longValues: ["suffix"],
  });
  const template = options.operands[0] ?? "tmp.XXXXXXXXXX";
  const folder = options.value("p") ?? process.environment.get("TMPDIR") ?? "/tmp";
  const isPlain = options.operands.length === 0 || options.has("p") || options.has("t");
  const letters = [...randomBytes(64)].map((byte) => (byte % 36).toString(36)).join("");
  if (!/X{3,}/.test(template)) throw new Failure(`too few X's in template '${template}'`);
  const name =
    template.replace(/X{3,}(?!.*X{3,})/, (run) => letters.slice(0, run.length)) + (options.value("suffix") ?? "");
  const path = isPlain ? `${folder}/${name}` : name;
  if (options.has("d")) process.filesystem.makeDirectory(path, process.cwd, false, 0o700);
  else process.filesystem.put(path, process.cwd, process.filesystem.newFile(0o600));
  await print(process, `${path}\n`);
  return 0;
};

/** `truncate -s`. */
export const truncate: Program = (process) => {
  const options = new Options(process.words, { flags: "co", values: "sr", long: { size: "s" } });
  const text = options.value("s") ?? "0";
  const size =
    Number.parseInt(text, 10) * 1024 ** Math.max(0, " KMG".indexOf(text.replace(/[\d]+/, "").charAt(0) || " "));
  return each(
    process,
    options.operands,
    (path) => `cannot open '${path}' for writing`,
    (path) => {
      const file = process.filesystem.open(path, process.cwd, "append");
      file.truncate(size);
      file.release();
    },
  );
};
