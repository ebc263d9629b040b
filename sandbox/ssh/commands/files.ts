import { chunksOf, openPath, type Process, type Program } from "../process";
import { type Node, SystemError } from "../system";
import { each } from "./each";
import { Options } from "./options";

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
