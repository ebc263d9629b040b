/** Programs that tell about files: ls, stat, and paths as text. */
import { type Program, print } from "../process";
import type { Node } from "../system";
import { each } from "./each";
import { Options } from "./options";

/** `ls`, one name a line as into a pipe; -l, -a and -d. */
export const ls: Program = async (process) => {
  const options = new Options(process.words, { flags: "laAd1hFtrRis", long: { all: "a", color: "color" } });
  const operands = options.operands.length === 0 ? ["."] : options.operands;
  let isFirst = true;
  const status = await each(
    process,
    operands,
    (path) => `cannot access '${path}'`,
    async (path) => {
      const node = process.filesystem.lookup(path, process.cwd);
      if (node.type !== "directory" || options.has("d")) {
        await print(process, line(path, node, options));
        return;
      }
      if (operands.length > 1) await print(process, `${isFirst ? "" : "\n"}${path}:\n`);
      isFirst = false;
      const names = [...node.entries.keys()]
        .sort()
        .filter((name) => !name.startsWith(".") || options.has("a") || options.has("A"));
      for (const name of names) await print(process, line(name, node.entries.get(name) ?? node, options));
    },
  );
  return status === 0 ? 0 : 2;
};

const letters = {
  directory: "d",
  symlink: "l",
  block: "b",
  character: "c",
  fifo: "p",
  file: "-",
  generated: "-",
} as const;

function line(name: string, node: Node, options: Options): string {
  if (!options.has("l")) return `${name}\n`;
  const size = node.type === "file" ? node.content.length : 0;
  const time = new Date(node.modifiedMs).toISOString().slice(0, 16).replace("T", " ");
  const target = node.type === "symlink" ? ` -> ${node.target}` : "";
  return `${letters[node.type]}${permissions(node.mode)} 1 root root ${String(size).padStart(8)} ${time} ${name}${target}\n`;
}

function permissions(mode: number): string {
  return [6, 3, 0]
    .map((shift) => ["r", "w", "x"].map((letter, at) => (((mode >> shift) & (4 >> at)) === 0 ? "-" : letter)).join(""))
    .join("");
}

const kinds = {
  directory: "directory",
  symlink: "symbolic link",
  block: "block special file",
  character: "character special file",
  fifo: "fifo",
  file: "regular file",
  generated: "regular file",
} as const;

/** `stat -c FORMAT`. */
export const stat: Program = (process) => {
  const options = new Options(process.words, {
    flags: "Lft",
    values: "c",
    long: { format: "c", dereference: "L", printf: "c" },
  });
  return each(
    process,
    options.operands,
    (path) => `cannot statx '${path}'`,
    async (path) => {
      const node = process.filesystem.lookup(path, process.cwd, options.has("L"));
      const values: Readonly<Record<string, string>> = {
        n: path,
        s: String(node.type === "file" ? node.content.length : 0),
        a: node.mode.toString(8),
        A: letters[node.type] + permissions(node.mode),
        F: kinds[node.type],
        U: "root",
        G: "root",
        u: "0",
        g: "0",
        Y: String(Math.floor(node.modifiedMs / 1000)),
      };
      const format = options.value("c") ?? "  File: %n\n  Size: %s\t%F\nAccess: (%a/%A)";
      await print(process, `${format.replace(/%([a-zA-Z])/g, (_, letter: string) => values[letter] ?? "?")}\n`);
    },
  );
};

/** `basename`, `dirname`, `realpath` and `readlink -f`: paths as text. */
export const basename: Program = async (process) => {
  const [path = "", suffix = ""] = process.words;
  const name = path.replace(/(?!^)\/+$/, "").replace(/^.*\/(?=.)/, "");
  await print(
    process,
    `${suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
  );
  return 0;
};

/** `dirname`. */
export const dirname: Program = async (process) => {
  for (const path of process.words) {
    const parent = path.replace(/(?!^)\/+$/, "").replace(/\/*[^/]*$/, "");
    await print(process, `${parent !== "" ? parent : path.startsWith("/") ? "/" : "."}\n`);
  }
  return 0;
};

/** `readlink` and `realpath`. */
export const readlink: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "femnqsz",
    long: { canonicalize: "f", "canonicalize-existing": "e" },
  });
  let status = 0;
  for (const path of options.operands) {
    const node = process.filesystem.find(path, process.cwd, false);
    const isWanted = options.has("f") || options.has("e") || options.has("m") || process.name === "realpath";
    if (node?.type === "symlink") {
      const parent = process.filesystem.normalise(`${path}/..`, process.cwd);
      await print(process, `${isWanted ? process.filesystem.normalise(node.target, parent) : node.target}\n`);
    } else if (isWanted && (node !== undefined || options.has("m") || options.has("f"))) {
      await print(process, `${process.filesystem.normalise(path, process.cwd)}\n`);
    } else status = 1;
  }
  return status;
};
