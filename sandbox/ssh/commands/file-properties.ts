/** Programs that make special files, or change what a file is and not where. */
import { randomBytes } from "node:crypto";
import { Failure, type Program, print } from "../process";
import { SystemError } from "../system";
import { each } from "./each";
import { Options } from "./options";

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
