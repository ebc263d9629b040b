/** The table of builtins. */
import { print } from "../process";
import { jobControl } from "./builtins-jobs";
import { set, shift } from "./builtins-options";
import { read } from "./builtins-read";
import { exportNames, local, readonlyNames, unset } from "./builtins-variables";
import { ControlFlow } from "./control-flow";
import type { Builtin, RunningShell } from "./running-shell";
import { evaluateTest, TestError } from "./test-expression";

/** Builtins that a function cannot hide (POSIX calls them special). */
export const specialBuiltins = new Set([
  ":",
  ".",
  "break",
  "continue",
  "eval",
  "exit",
  "export",
  "readonly",
  "return",
  "set",
  "shift",
  "trap",
  "unset",
]);

const succeed: Builtin = async () => 0;
const fail: Builtin = async () => 1;

function leave(kind: "break" | "continue"): Builtin {
  return async (shell, [count = "1"]) => {
    if (shell.loopDepth === 0) {
      await shell.complain(`${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    throw new ControlFlow(kind, Math.max(1, Number(count) || 1));
  };
}

function leaveWith(kind: "return" | "exit"): Builtin {
  return async (shell, [status]) => {
    if (kind === "return" && shell.functionDepth === 0 && shell.name !== "source") {
      await shell.complain("return: can only `return' from a function or sourced script");
      return 2;
    }
    if (status !== undefined && !/^-?\d+$/.test(status)) {
      await shell.complain(`${kind}: ${status}: numeric argument required`);
      throw new ControlFlow(kind, 2);
    }
    throw new ControlFlow(kind, status === undefined ? shell.state.status : Number(BigInt.asUintN(8, BigInt(status))));
  };
}

const evaluate: Builtin = (shell, words) => shell.runText(words.join(" "));

const source: Builtin = async (shell, [path, ...words]) => {
  if (path === undefined) {
    await shell.complain(".: filename argument required");
    return 2;
  }
  if (shell.filesystem.find(path, shell.state.cwd) === undefined) {
    await shell.complain(`${path}: No such file or directory`);
    return 1;
  }
  const { positional } = shell.state;
  if (words.length > 0) shell.state.positional = words;
  shell.functionDepth += 1;
  try {
    return await shell.runText(shell.filesystem.readFile(path, shell.state.cwd), path);
  } catch (error) {
    if (error instanceof ControlFlow && error.kind === "return") return error.value;
    throw error;
  } finally {
    shell.functionDepth -= 1;
    shell.state.positional = positional;
  }
};

const changeDirectory: Builtin = async (shell, words) => {
  const [wanted = shell.state.get("HOME") ?? "/"] = words.filter((word) => !/^-[LPe]+$|^--$/.test(word));
  const target = wanted === "-" ? (shell.state.get("OLDPWD") ?? "/") : wanted;
  const node = shell.filesystem.find(target, shell.state.cwd);
  if (node?.type !== "directory") {
    await shell.complain(`cd: ${target}: ${node === undefined ? "No such file or directory" : "Not a directory"}`);
    return 1;
  }
  const cwd = shell.filesystem.normalise(target, shell.state.cwd);
  shell.state.set("OLDPWD", shell.state.cwd);
  shell.state.set("PWD", cwd);
  shell.state.cwd = cwd;
  if (wanted === "-") await print(shell, `${cwd}\n`);
  return 0;
};

const printDirectory: Builtin = async (shell) => {
  await print(shell, `${shell.state.cwd}\n`);
  return 0;
};

function test(name: "test" | "["): Builtin {
  return async (shell, words) => {
    const { filesystem, files, state } = shell;
    const around = { filesystem, files, cwd: state.cwd, isSet: (variable: string) => state.variables.has(variable) };
    if (name === "[" && words.at(-1) !== "]") {
      await shell.complain("[: missing `]'");
      return 2;
    }
    try {
      return evaluateTest(name === "[" ? words.slice(0, -1) : words, around) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof TestError)) throw error;
      await shell.complain(`${name}: ${error.message}`);
      return 2;
    }
  };
}

/** `command`, `type`, `hash`: what a name would run. */
const command: Builtin = async (shell, words) => {
  const options = words.filter((word) => /^-[pvV]+$/.test(word)).join("");
  const rest = words.filter((word) => !/^-[pvV]+$|^--$/.test(word));
  if (options.includes("v") || options.includes("V")) return describe(shell, rest, options.includes("V"));
  const [name = "", ...others] = rest;
  if (name === "") return 0;
  const builtin = builtins.get(name);
  return builtin === undefined ? shell.execute(rest) : builtin(shell, others);
};

const type: Builtin = (shell, words) =>
  describe(
    shell,
    words.filter((word) => !word.startsWith("-")),
    true,
  );

async function describe(shell: RunningShell, names: readonly string[], isLong: boolean): Promise<number> {
  let status = 0;
  for (const name of names) {
    const kind = shell.state.functions.has(name)
      ? "function"
      : builtins.has(name) || name === "exec"
        ? "shell builtin"
        : undefined;
    const path = shell.programs.has(name) ? `/usr/bin/${name}` : undefined;
    if (kind !== undefined) await print(shell, isLong ? `${name} is a ${kind}\n` : `${name}\n`);
    else if (path !== undefined) await print(shell, isLong ? `${name} is ${path}\n` : `${path}\n`);
    else {
      status = 1;
      if (isLong) await shell.complain(`type: ${name}: not found`);
    }
  }
  return status;
}

/** These are programs elsewhere, too; as builtins they need no process of their own. */
function asProgram(name: string): Builtin {
  return async (shell, words) => shell.programs.get(name)?.(shell.asProcess([name, ...words])) ?? 127;
}

const umask: Builtin = async (shell, words) => {
  if (words.length === 0) await print(shell, "0022\n");
  return 0;
};

/** Every builtin but `exec`, which the runner of simple commands knows. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [":", succeed],
  ["true", succeed],
  ["false", fail],
  ["break", leave("break")],
  ["continue", leave("continue")],
  ["return", leaveWith("return")],
  ["exit", leaveWith("exit")],
  ["eval", evaluate],
  [".", source],
  ["source", source],
  ["cd", changeDirectory],
  ["pwd", printDirectory],
  ["test", test("test")],
  ["[", test("[")],
  ["command", command],
  ["type", type],
  ["hash", succeed],
  ["shopt", succeed],
  ["ulimit", succeed],
  ["umask", umask],
  ["set", set],
  ["shift", shift],
  ["export", exportNames],
  ["readonly", readonlyNames],
  ["local", local],
  ["declare", local],
  ["typeset", local],
  ["unset", unset],
  ["read", read],
  ["echo", asProgram("echo")],
  ["printf", async (shell, words) => printToVariable(shell, words)],
  ...jobControl,
]);

/** `printf -v name format …` sets a variable. */
async function printToVariable(shell: RunningShell, words: readonly string[]): Promise<number> {
  const [flag, name] = words;
  if (flag !== "-v" || name === undefined) return asProgram("printf")(shell, words);
  const quoted = words.slice(2).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return shell.runText(`${name}=$(printf ${quoted.join(" ")}; echo x); ${name}=\${${name}%?}`);
}
