/** `bash` and `sh` as programs: `-c`, `-s`, a script file, and the options of `set`. */
import { chunksOf, complain, type Process, type Program } from "../process";
import { SystemError } from "../system";
import { Shell } from "./shell";
import { optionLetters } from "./shell-state";

/** A script from standard input is held in memory. */
const maximumScriptBytes = 16 * 1024 * 1024;

interface Invocation {
  text?: string;
  file?: string;
  name: string;
  positional: string[];
  options: string[];
}

/** Makes the program; `programs` is the table that it will itself be part of. */
export function createBash(programs: ReadonlyMap<string, Program>): Program {
  return async (process) => {
    const invocation = parse(process);
    if (invocation === undefined) {
      await complain(process, "-c: option requires an argument");
      return 2;
    }
    const { machine, filesystem, signal, environment, cwd, files } = process;
    const { name, positional, options } = invocation;
    const base = { machine, filesystem, programs, signal, environment, cwd, name, positional };
    const own = files.fork();
    const shell = new Shell({ ...base, files: own });
    try {
      for (const option of options) applyOption(shell, option);
      const text = invocation.text ?? (await readScript(process, invocation.file));
      return await shell.runScript(text);
    } catch (error) {
      if (!(error instanceof SystemError) || invocation.file === undefined) throw error;
      await complain(process, `${invocation.file}: ${error.message}`);
      return error.code === "ENOENT" ? 127 : 126;
    } finally {
      own.closeAll();
    }
  };
}

function parse({ name, words }: Process): Invocation | undefined {
  const options: string[] = [];
  let isCommand = false;
  let isInput = false;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--" || word === "-") {
      at += 1;
      break;
    }
    if (/^--[a-z]/.test(word)) continue;
    if (!/^[-+]\w+$/.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === "c") isCommand = true;
      else if (letter === "s") isInput = true;
      else if (letter === "o" || letter === "O") {
        at += 1;
        options.push(`${word.charAt(0)}o ${words[at] ?? ""}`);
      } else options.push(word.charAt(0) + letter);
    }
  }
  const rest = words.slice(at);
  if (isCommand) {
    const [text, zero = name, ...positional] = rest;
    return text === undefined ? undefined : { text, name: zero, positional, options };
  }
  const [file, ...positional] = rest;
  if (isInput || file === undefined) return { name, positional: rest, options };
  return { file, name: file, positional, options };
}

function applyOption(shell: Shell, option: string): void {
  const { options } = shell.state;
  const isOn = option.startsWith("-");
  const letter = optionLetters[option.charAt(1)];
  if (option.charAt(1) !== "o" && letter !== undefined) options[letter] = isOn;
  const named = Object.keys(options).find((name) => option.slice(3) === name);
  if (option.charAt(1) === "o" && named !== undefined) Object.assign(options, { [named]: isOn });
}

async function readScript(process: Process, path: string | undefined): Promise<string> {
  if (path !== undefined) return process.filesystem.readFile(path, process.cwd);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(process.files.get(0), process.signal)) {
    length += chunk.length;
    if (length > maximumScriptBytes) throw new SystemError("EFBIG");
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("latin1");
}
