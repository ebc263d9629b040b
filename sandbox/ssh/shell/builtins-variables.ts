/** Builtins about variables: export, readonly, local, declare, unset. */
import { print } from "../process";
import type { Builtin, RunningShell } from "./running-shell";
import { ReadonlyError, type Variable } from "./shell-state";

const assignment = /^([A-Za-z_]\w*)(?:(\+?)=([\s\S]*))?$/;

/** Assigns and marks each `name` or `name=value`; answers 1 when one is no name. */
async function declare(
  shell: RunningShell,
  command: string,
  words: readonly string[],
  mark: (variable: Variable) => void,
): Promise<number> {
  let status = 0;
  for (const word of words) {
    const [, name, plus, value] = assignment.exec(word) ?? [];
    if (name === undefined) {
      await shell.complain(`${command}: \`${word}': not a valid identifier`);
      status = 1;
      continue;
    }
    if (value !== undefined) shell.state.set(name, plus === "+" ? (shell.state.get(name) ?? "") + value : value);
    const variable = shell.state.variables.get(name);
    if (variable !== undefined) mark(variable);
  }
  return status;
}

/** `export`. */
export const exportNames: Builtin = async (shell, words) => {
  const names = words.filter((word) => !/^-[fnp]+$/.test(word));
  const isUndo = words.includes("-n");
  if (names.length === 0) {
    for (const [name, value] of shell.state.environment()) await print(shell, `declare -x ${name}="${value}"\n`);
  }
  return declare(shell, "export", names, (variable) => {
    variable.exported = !isUndo;
  });
};

/** `readonly`. */
export const readonlyNames: Builtin = (shell, words) =>
  declare(
    shell,
    "readonly",
    words.filter((word) => !word.startsWith("-")),
    (variable) => {
      variable.readonly = true;
    },
  );

/** `local` and `declare`. */
export const local: Builtin = async (shell, words) => {
  const flags = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join("");
  const names = words.filter((word) => !/^-[a-zA-Z]+$/.test(word));
  if (!flags.includes("g")) {
    for (const word of names) {
      const name = /^[A-Za-z_]\w*/.exec(word)?.[0];
      if (name === undefined || !shell.state.makeLocal(name)) continue;
      // A local without a value is unset in bash; an array begins empty.
      if (flags.includes("a") && !word.includes("=")) shell.state.set(name, []);
    }
  } else if (flags.includes("a"))
    for (const name of names) if (!shell.state.variables.has(name)) shell.state.set(name, []);
  return declare(shell, "local", names, (variable) => {
    if (flags.includes("x")) variable.exported = true;
    if (flags.includes("r")) variable.readonly = true;
  });
};

/** `unset`. */
export const unset: Builtin = async (shell, words) => {
  const isFunction = words.includes("-f");
  for (const name of words.filter((word) => !/^-[fv]$/.test(word))) {
    try {
      if (isFunction || (!shell.state.variables.has(name) && shell.state.functions.has(name)))
        shell.state.functions.delete(name);
      else shell.state.unset(name);
    } catch (error) {
      if (!(error instanceof ReadonlyError)) throw error;
      await shell.complain(`unset: ${name}: cannot unset: readonly variable`);
      return 1;
    }
  }
  return 0;
};
