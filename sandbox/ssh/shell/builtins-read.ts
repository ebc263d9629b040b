/** `read`. */
import { print } from "../process";
import type { Builtin, RunningShell } from "./running-shell";

interface ReadOptions {
  raw: boolean;
  array: boolean;
  delimiter: string;
  maximumCharacters: number;
  descriptor: number;
  names: string[];
}

/** Takes one line, byte by byte: what follows belongs to the next command. */
export const read: Builtin = async (shell, words) => {
  const options = parse(words);
  const { text, isComplete } = await takeLine(shell, options);
  if (options.array) {
    shell.state.set(
      options.names[0] ?? "REPLY",
      text.split(/[ \t\n]+/).filter((word) => word !== ""),
    );
  } else if (options.names.length === 0) shell.state.set("REPLY", text);
  else assign(shell, text, options.names);
  return isComplete ? 0 : 1;
};

function parse(words: readonly string[]): ReadOptions {
  const options: ReadOptions = {
    raw: false,
    array: false,
    delimiter: "\n",
    maximumCharacters: Number.POSITIVE_INFINITY,
    descriptor: 0,
    names: [],
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (!/^-[a-zA-Z]/.test(word)) {
      options.names.push(word);
      continue;
    }
    for (const [index, letter] of [...word.slice(1)].entries()) {
      if (letter === "r") options.raw = true;
      if (letter === "a") options.array = true;
      if (!"dnNtpui".includes(letter)) continue;
      const rest = word.slice(index + 2);
      if (rest === "") at += 1;
      const value = rest === "" ? (words[at] ?? "") : rest;
      if (letter === "d") options.delimiter = value === "" ? "\0" : value.charAt(0);
      if (letter === "n" || letter === "N") options.maximumCharacters = Number(value);
      if (letter === "u") options.descriptor = Number(value);
      break;
    }
  }
  return options;
}

async function takeLine(shell: RunningShell, options: ReadOptions): Promise<{ text: string; isComplete: boolean }> {
  const file = shell.files.get(options.descriptor);
  let text = "";
  while (text.length < options.maximumCharacters) {
    const [byte] = await file.read(1, shell.signal);
    if (byte === undefined) return { text, isComplete: false };
    const character = String.fromCharCode(byte);
    if (character === options.delimiter) return { text, isComplete: true };
    if (character === "\\" && !options.raw) {
      const [next] = await file.read(1, shell.signal);
      if (next !== undefined && next !== 10) text += String.fromCharCode(next);
    } else text += character;
  }
  return { text, isComplete: true };
}

function assign(shell: RunningShell, line: string, names: readonly string[]): void {
  const separators = shell.state.get("IFS") ?? " \t\n";
  const blank = [...separators].filter((character) => " \t\n".includes(character)).join("");
  let rest = trim(line, blank);
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) {
      shell.state.set(name, rest);
      return;
    }
    const end = [...rest].findIndex((character) => separators.includes(character));
    shell.state.set(name, end === -1 ? rest : rest.slice(0, end));
    rest = end === -1 ? "" : afterSeparator(rest.slice(end), separators, blank);
  }
}

/** Blanks around one other separator are part of it. */
function afterSeparator(text: string, separators: string, blank: string): string {
  const rest = trimStart(text, blank);
  const [first = ""] = rest;
  return first !== "" && separators.includes(first) ? trimStart(rest.slice(1), blank) : rest;
}

function trim(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return trimStart(text.slice(0, end), characters);
}

function trimStart(text: string, characters: string): string {
  let start = 0;
  while (start < text.length && characters.includes(text.charAt(start))) start += 1;
  return text.slice(start);
}

/** `mapfile`: the lines of standard input as an array. */
export const mapfile: Builtin = async (shell, words) => {
  const names = words.filter((word) => !word.startsWith("-"));
  const lines: string[] = [];
  for (;;) {
    const { text, isComplete } = await takeLine(shell, parse(["-r"]));
    if (!isComplete && text === "") break;
    lines.push(words.includes("-t") || !isComplete ? text : `${text}\n`);
  }
  shell.state.set(names[0] ?? "MAPFILE", lines);
  await print(shell, "");
  return 0;
};
