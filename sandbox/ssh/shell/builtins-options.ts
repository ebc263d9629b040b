/** `set` and `shift`. */
import { print } from "../process";
import type { Builtin, RunningShell } from "./running-shell";
import { optionLetters, type ShellOptions } from "./shell-state";

/** Turns options on or off as `set` does; the words that are none of them. Undefined after a complaint. */
export async function applyOptions(
  shell: RunningShell,
  words: readonly string[],
): Promise<readonly string[] | undefined> {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--") return words.slice(at + 1);
    if (!/^[-+][A-Za-z]+$/.test(word)) return words.slice(at);
    for (const letter of word.slice(1)) {
      if (letter === "o") {
        at += 1;
        if (!(await setNamed(shell, words[at], word.startsWith("-")))) return undefined;
      } else {
        const name = optionLetters[letter];
        if (name === undefined) {
          await shell.complain(`set: ${word}: invalid option`);
          return undefined;
        }
        shell.state.options[name] = word.startsWith("-");
      }
    }
  }
  return words.length === 0 ? words : undefined;
}

async function setNamed(shell: RunningShell, name: string | undefined, on: boolean): Promise<boolean> {
  const { options } = shell.state;
  if (name === undefined) {
    for (const [option, value] of Object.entries(options))
      await print(shell, `${option.padEnd(15)}\t${value ? "on" : "off"}\n`);
    return true;
  }
  if (isOption(name, options)) options[name] = on;
  else if (name !== "posix" && name !== "nolog" && name !== "monitor" && name !== "ignoreeof") {
    await shell.complain(`set: ${name}: invalid option name`);
    return false;
  }
  return true;
}

function isOption(name: string, options: ShellOptions): name is keyof ShellOptions {
  return Object.hasOwn(options, name);
}

/** `set`. */
export const set: Builtin = async (shell, words) => {
  if (words.length === 0) {
    for (const [name, { value }] of shell.state.variables)
      if (typeof value === "string") await print(shell, `${name}=${value}\n`);
    return 0;
  }
  const isUnderstood = words.every(
    (word, at) => !/^[-+]/.test(word) || /^[-+]([abefhkmnptuvxBCEHPTo]+|-)?$/.test(word) || words.indexOf("--") < at,
  );
  const rest = await applyOptions(shell, words);
  if (rest !== undefined) shell.state.positional = [...rest];
  return isUnderstood ? 0 : 2;
};

/** `shift`. */
export const shift: Builtin = async (shell, [count = "1"]) => {
  const { positional } = shell.state;
  if (Number(count) > positional.length) return 1;
  shell.state.positional = positional.slice(Number(count));
  return 0;
};
