/** Programs on lines of text: grep, cut, tr, sort, uniq, sed, awk as far as `{print $N}`, xargs not. */
import { Failure, linesOf, type Process, type Program, print } from "../process";
import { Options } from "./options";
import { eachInput } from "./streams";

const grepLong = {
  quiet: "q",
  silent: "q",
  "ignore-case": "i",
  "invert-match": "v",
  count: "c",
  "line-number": "n",
  "fixed-strings": "F",
  "extended-regexp": "E",
  "only-matching": "o",
  "no-messages": "s",
  "word-regexp": "w",
  "line-regexp": "x",
  "max-count": "m",
  regexp: "e",
  text: "a",
  "line-buffered": "line-buffered",
};

/** `grep`, for standard input and files. */
export const grep: Program = async (process) => {
  const options = new Options(process.words, { flags: "qivcnFEosxwahHlPr", values: "em", long: grepLong, status: 2 });
  const [first = "", ...rest] = options.operands;
  const patterns = options.has("e") ? options.values("e") : [first];
  const files = options.has("e") ? options.operands : rest;
  const expression = compile(patterns, options);
  const limit = Number(options.value("m") ?? Number.POSITIVE_INFINITY);
  const isNamed = files.length > 1 && !options.has("h");
  let total = 0;
  const status = await eachInput(process, files, async (file, name) => {
    let number = 0;
    let found = 0;
    for await (const line of linesOf(file, process.signal)) {
      number += 1;
      const text = line.replace(/\n$/, "");
      expression.lastIndex = 0;
      if (expression.test(text) === options.has("v")) continue;
      found += 1;
      if (!options.has("q") && !options.has("c") && !options.has("l")) {
        const prefix = `${isNamed ? `${name}:` : ""}${options.has("n") ? `${number}:` : ""}`;
        const shown = options.has("o") ? (text.match(expression) ?? []).filter((match) => match !== "") : [text];
        await print(process, shown.map((match) => `${prefix}${match}\n`).join(""));
      }
      if (options.has("q") || options.has("l") || found >= limit) break;
    }
    if (options.has("l") && found > 0) await print(process, `${name}\n`);
    if (options.has("c")) await print(process, `${isNamed ? `${name}:` : ""}${found}\n`);
    total += found;
  });
  if (total > 0 && options.has("q")) return 0;
  return status !== 0 ? 2 : total > 0 ? 0 : 1;
};

function compile(patterns: readonly string[], options: Options): RegExp {
  const sources = patterns
    .flatMap((pattern) => pattern.split("\n"))
    .map((pattern) => {
      const source = options.has("F")
        ? pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        : posixSource(pattern, options.has("E") || options.has("P"));
      return options.has("w") ? `\\b(?:${source})\\b` : options.has("x") ? `^(?:${source})$` : source;
    });
  try {
    return new RegExp(sources.join("|"), `g${options.has("i") ? "i" : ""}`);
  } catch {
    throw new Failure("Invalid regular expression", 2);
  }
}

/** A POSIX expression as JavaScript writes it. In a basic one `\(` groups and `(` is a parenthesis. */
export function posixSource(pattern: string, isExtended: boolean): string {
  const named = pattern
    .replaceAll("[:space:]", "\\s")
    .replaceAll("[:digit:]", "0-9")
    .replaceAll("[:alpha:]", "A-Za-z")
    .replaceAll("[:alnum:]", "A-Za-z0-9")
    .replaceAll("[:xdigit:]", "0-9A-Fa-f");
  if (isExtended) return named;
  return named.replace(/\\([(){}|+?])|([(){}|+?])/g, (_, escaped?: string, plain?: string) => escaped ?? `\\${plain}`);
}

/** `cut -d X -f LIST` and `cut -c LIST`. */
export const cut: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "sn",
    values: "dfcb",
    long: { delimiter: "d", fields: "f", characters: "c" },
  });
  const delimiter = options.value("d") ?? "\t";
  const list = options.value("f") ?? options.value("c") ?? options.value("b");
  if (list === undefined) throw new Failure("you must specify a list of bytes, characters, or fields");
  const wanted = parseList(list);
  return eachInput(process, options.operands, async (file) => {
    for await (const line of linesOf(file, process.signal)) {
      const text = line.replace(/\n$/, "");
      const parts = options.has("f") ? text.split(delimiter) : [...text];
      const kept = parts.filter((_, index) => wanted(index + 1));
      if (options.has("f") && parts.length === 1) await print(process, options.has("s") ? "" : `${text}\n`);
      else await print(process, `${kept.join(options.has("f") ? delimiter : "")}\n`);
    }
  });
};

function parseList(text: string): (position: number) => boolean {
  const ranges = text.split(",").map((range) => {
    const [, first, dash, last] = /^(\d*)(-?)(\d*)$/.exec(range) ?? [];
    const from = first === undefined || first === "" ? 1 : Number(first);
    const to = dash === "" ? from : last === undefined || last === "" ? Number.POSITIVE_INFINITY : Number(last);
    return { from, to };
  });
  return (position) => ranges.some(({ from, to }) => position >= from && position <= to);
}

/** `tr SET1 SET2`, `tr -d SET1`, `tr -s SET1`. */
export const tr: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "dscC",
    long: { delete: "d", "squeeze-repeats": "s", complement: "c" },
  });
  const [from = "", to = ""] = options.operands.map(expandSet);
  const isIn = (character: string) => from.includes(character) !== (options.has("c") || options.has("C"));
  const map = (character: string): string => {
    if (!isIn(character)) return character;
    if (options.has("d")) return "";
    const target = to.charAt(Math.min(Math.max(0, from.indexOf(character)), to.length - 1));
    return to === "" ? character : target;
  };
  const squeezed = to === "" || options.has("d") ? (options.operands.length > 1 ? to : from) : to;
  let last = "";
  return eachInput(process, [], async (file) => {
    for await (const line of linesOf(file, process.signal)) {
      let text = "";
      for (const character of line) {
        const mapped = map(character);
        if (mapped === "" || (options.has("s") && mapped === last && squeezed.includes(mapped))) continue;
        text += mapped;
        last = mapped;
      }
      await print(process, text);
    }
  });
};

const setClasses: Readonly<Record<string, string>> = {
  "[:lower:]": "a-z",
  "[:upper:]": "A-Z",
  "[:digit:]": "0-9",
  "[:alpha:]": "A-Za-z",
  "[:alnum:]": "A-Za-z0-9",
  "[:space:]": " \t\n\r\v\f",
};

function expandSet(set: string): string {
  const named = set.replace(/\[:\w+:\]/g, (name) => setClasses[name] ?? name);
  const plain = named.replace(
    /\\(n|t|r|\\|0)/g,
    (_, letter: string) => ({ n: "\n", t: "\t", r: "\r", "0": "\0" })[letter] ?? "\\",
  );
  return plain.replace(/([\s\S])-([\s\S])/g, (_, first: string, last: string) => {
    const length = last.charCodeAt(0) - first.charCodeAt(0) + 1;
    return Array.from({ length: Math.max(0, length) }, (_unused, at) =>
      String.fromCharCode(first.charCodeAt(0) + at),
    ).join("");
  });
}

/** `sort`, by lines or numbers. */
export const sort: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "nrufbV",
    values: "kt",
    long: { "numeric-sort": "n", reverse: "r", unique: "u" },
  });
  const lines: string[] = [];
  const status = await eachInput(process, options.operands, async (file) => {
    for await (const line of linesOf(file, process.signal)) lines.push(line.replace(/\n$/, ""));
  });
  const key = (line: string): string => {
    const field = Number.parseInt(options.value("k") ?? "0", 10);
    return field === 0 ? line : (line.trim().split(options.value("t") ?? /\s+/)[field - 1] ?? "");
  };
  const isNumeric = options.has("n") || options.has("V") || (options.value("k") ?? "").includes("n");
  lines.sort((a, b) => {
    const order = isNumeric
      ? key(a).localeCompare(key(b), "en", { numeric: true })
      : key(a) < key(b)
        ? -1
        : key(a) > key(b)
          ? 1
          : 0;
    return options.has("r") ? -order : order;
  });
  const kept = options.has("u") ? [...new Set(lines)] : lines;
  await print(process, kept.map((line) => `${line}\n`).join(""));
  return status;
};

/** `sed` with `s/…/…/`, `Np`, `$p`, `/…/d` and `-n`: one command, which is what scripts use it for. */
export const sed: Program = async (process) => {
  const options = new Options(process.words, {
    flags: "nEr",
    values: "e",
    long: { quiet: "n", "regexp-extended": "E" },
  });
  const [first = "", ...rest] = options.operands;
  const script = options.value("e") ?? first;
  const edit = compileSed(script, options.has("E") || options.has("r"));
  let number = 0;
  return eachInput(process, options.has("e") ? options.operands : rest, async (file) => {
    for await (const line of linesOf(file, process.signal)) {
      number += 1;
      const ending = line.endsWith("\n") ? "\n" : "";
      const { text, isPrinted } = edit(line.replace(/\n$/, ""), number);
      if (text !== undefined && !options.has("n")) await print(process, text + ending);
      if (isPrinted) await print(process, (text ?? "") + ending);
    }
  });
};

type SedEdit = (line: string, number: number) => { text: string | undefined; isPrinted: boolean };

function compileSed(script: string, isExtended: boolean): SedEdit {
  const substitution = /^s(.)((?:\\[\s\S]|(?!\1)[\s\S])*)\1((?:\\[\s\S]|(?!\1)[\s\S])*)\1([gpiI]*)$/.exec(script);
  if (substitution !== null) {
    const [, delimiter = "/", pattern = "", replacement = "", flags = ""] = substitution;
    const source = posixSource(pattern.replaceAll(`\\${delimiter}`, delimiter), isExtended);
    const expression = new RegExp(source, `${flags.includes("g") ? "g" : ""}${/i/i.test(flags) ? "i" : ""}`);
    const template = replacement.replaceAll("$", "$$$$").replace(/\\([\s\S])|&/g, (match, escaped?: string) => {
      if (match === "&") return "$&";
      return escaped !== undefined && /\d/.test(escaped) ? `$${escaped}` : escaped === "n" ? "\n" : (escaped ?? "");
    });
    return (line) => {
      const text = line.replace(expression, template);
      return { text, isPrinted: flags.includes("p") && text !== line };
    };
  }
  const simple = /^(?:(\d+)(?:,(\d+|\$))?|\/(.*)\/)([pd])$/.exec(script);
  if (simple === null) throw new Failure(`-e expression #1, char 1: unknown command: \`${script.charAt(0)}'`);
  const [, from, to, pattern, command] = simple;
  const expression = pattern === undefined ? undefined : new RegExp(posixSource(pattern, isExtended));
  const last = to === "$" ? Number.POSITIVE_INFINITY : Number(to ?? from);
  return (line, number) => {
    const isHit = expression?.test(line) ?? (number >= Number(from) && number <= last);
    return { text: command === "d" && isHit ? undefined : line, isPrinted: command === "p" && isHit };
  };
}

/** `awk '{print $2}'`, with `-F`, a pattern in front, and several fields: no more of the language. */
export const awk: Program = async (process) => {
  const options = new Options(process.words, { values: "Fv" });
  const [program = "", ...files] = options.operands;
  const match = /^\s*(?:\/(.*)\/|NR\s*==\s*(\d+))?\s*\{\s*print\s*([^}]*?);?\s*\}\s*$/.exec(program);
  if (match === null) throw new Failure("this awk knows '/pattern/ {print $N, …}' only", 2);
  const [, pattern, line, list = ""] = match;
  const expression = pattern === undefined ? undefined : new RegExp(posixSource(pattern, true));
  const separator = options.value("F");
  let number = 0;
  return eachInput(process, files, async (file) => {
    for await (const row of linesOf(file, process.signal)) {
      number += 1;
      const text = row.replace(/\n$/, "");
      if (expression?.test(text) === false || (line !== undefined && Number(line) !== number)) continue;
      const fields = separator === undefined ? text.trim().split(/\s+/) : text.split(separator);
      await print(process, `${awkFields(list, text, fields).join(" ")}\n`);
    }
  });
};

function awkFields(list: string, text: string, fields: readonly string[]): string[] {
  if (list === "") return [text];
  return list.split(",").map((item) =>
    item.trim().replace(/\$(\d+|NF)|"([^"]*)"|\s+/g, (_, field?: string, literal?: string) => {
      if (literal !== undefined) return literal;
      if (field === undefined) return "";
      return field === "0" ? text : (fields[field === "NF" ? fields.length - 1 : Number(field) - 1] ?? "");
    }),
  );
}

/** `yes`, bounded by who reads it. */
export const yes: Program = async (process: Process) => {
  const line = Buffer.from(`${process.words.length === 0 ? "y" : process.words.join(" ")}\n`, "latin1");
  const block = Buffer.concat(Array.from({ length: 1000 }, () => line));
  for (;;) await process.files.get(1).write(block, process.signal);
};
