/** Finds what a command's name means: a program of the table, a script in the file system, or nothing. */
import type { Program } from "../process";
import type { RunningShell } from "./running-shell";

/** A program with what stands before its arguments, or why there is none. */
export type Found =
  | { program: Program; before: readonly string[] }
  | {
      status: 126 | 127;
      message: "command not found" | "No such file or directory" | "Permission denied" | "Is a directory";
    };

const notExecutable = { status: 126, message: "Permission denied" } as const;

/** Looks a name up as bash does. */
export function resolveProgram(shell: RunningShell, name: string): Found {
  if (!name.includes("/")) {
    const program = shell.programs.get(name);
    if (program !== undefined) return { program, before: [] };
    for (const directory of (shell.state.get("PATH") ?? "").split(":")) {
      const node = directory === "" ? undefined : shell.filesystem.find(`${directory}/${name}`, shell.state.cwd);
      if (node?.type === "file" && (node.mode & 0o111) !== 0) return script(shell, `${directory}/${name}`);
    }
    return { status: 127, message: "command not found" };
  }
  const node = shell.filesystem.find(name, shell.state.cwd);
  if (node === undefined) return { status: 127, message: "No such file or directory" };
  if (node.type === "directory") return { status: 126, message: "Is a directory" };
  const program = node.type === "generated" ? shell.programs.get(name.slice(name.lastIndexOf("/") + 1)) : undefined;
  if (program !== undefined) return { program, before: [] };
  return node.type === "file" && (node.mode & 0o111) !== 0 ? script(shell, name) : notExecutable;
}

/** A script runs in the shell that its first line names. */
function script(shell: RunningShell, path: string): Found {
  const [line = ""] = shell.filesystem.readFile(path, shell.state.cwd).split("\n", 1);
  const [, interpreter = "/bin/bash", rest = ""] = /^#!\s*(\S+)\s*(.*)$/.exec(line) ?? [];
  const words = [...(rest === "" ? [] : rest.trim().split(/\s+/))];
  const named = interpreter.endsWith("/env")
    ? (words.shift() ?? "bash")
    : interpreter.slice(interpreter.lastIndexOf("/") + 1);
  const program = shell.programs.get(named);
  if (program === undefined) return { status: 127, message: "No such file or directory" };
  return { program, before: [named, ...words, path] };
}
