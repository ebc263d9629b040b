/** Runs simple commands: assignments, functions, builtins, programs. */
import { SystemError } from "../system";
import { builtins, specialBuiltins } from "./builtins";
import { ControlFlow } from "./control-flow";
import { RedirectionError, redirect } from "./redirect";
import type { RunningShell } from "./running-shell";
import type { Variable } from "./shell-state";
import type { Assignment, Command, Word } from "./syntax";

type Simple = Extract<Command, { type: "simple" }>;
/** Their arguments that look like assignments are not split. */
const declarations = new Set(["export", "local", "readonly", "declare", "typeset"]);
/** bash ends with a broken stack where functions call themselves for ever; here a sentence does. */
const maximumFunctionDepth = 400;

/** Runs one simple command. */
export async function runSimple(shell: RunningShell, command: Simple): Promise<number> {
  shell.line = command.line;
  shell.substitutionStatus = 0;
  const words = await expandWords(shell, command.words);
  if (words.length === 0) return runWithoutName(shell, command);
  const assigned = await expandAssignments(shell, command.assignments);
  await trace(shell, assigned, words);
  const [name = "", ...rest] = words;
  if (name === "exec") return runExec(shell, command, rest);
  return withFiles(shell, command, async () => {
    const body = shell.state.functions.get(name);
    const builtin = builtins.get(name);
    if (body === undefined && builtin === undefined) {
      return shell.execute(words, { environment: mergedEnvironment(shell, assigned) });
    }
    return withVariables(shell, assigned, name, () =>
      body === undefined || specialBuiltins.has(name)
        ? (builtin?.(shell, rest) ?? Promise.resolve(0))
        : callFunction(shell, body, rest),
    );
  });
}

/** Runs with a command's redirections in force; a failing one is a failing command. */
export async function withFiles(shell: RunningShell, command: Command, run: () => Promise<number>): Promise<number> {
  if (command.redirections.length === 0) return run();
  const before = shell.files;
  const files = before.fork();
  try {
    shell.files = files;
    await redirect(shell, command.redirections, files);
    return await run();
  } catch (error) {
    if (!(error instanceof RedirectionError)) throw error;
    shell.files = before;
    await shell.complain(error.message);
    return 1;
  } finally {
    shell.files = before;
    files.closeAll();
  }
}

async function expandWords(shell: RunningShell, words: readonly Word[]): Promise<string[]> {
  const [first] = words;
  const head = first?.[0];
  if (head?.type !== "text" || !declarations.has(head.text)) return shell.expander.fields(words);
  const result: string[] = [];
  for (const word of words) {
    const [start] = word;
    const isAssignment = start?.type === "text" && !start.quoted && /^[A-Za-z_]\w*\+?=/.test(start.text);
    result.push(...(isAssignment ? [await shell.expander.text(word)] : await shell.expander.fields([word])));
  }
  return result;
}

function runWithoutName(shell: RunningShell, command: Simple): Promise<number> {
  return withFiles(shell, command, async () => {
    for (const assignment of command.assignments) {
      const text = await assign(shell, assignment);
      await trace(shell, new Map([[assignment.name, text]]), []);
    }
    return shell.substitutionStatus;
  });
}

/** Assigns, and answers with the assigned text. */
async function assign(shell: RunningShell, { name, subscript, append, value, items }: Assignment): Promise<string> {
  const { state, expander } = shell;
  if (items !== undefined) {
    const texts = await expander.fields(items);
    state.set(name, append ? [...state.getAll(name), ...texts] : texts);
    return `(${texts.join(" ")})`;
  }
  const text = await expander.text(value);
  if (subscript === undefined) {
    state.set(name, append ? (state.get(name) ?? "") + text : text);
    return text;
  }
  const index = Number(await expander.arithmetic(subscript));
  state.setElement(name, index, append ? (state.getAll(name)[index] ?? "") + text : text);
  return text;
}

async function expandAssignments(
  shell: RunningShell,
  assignments: readonly Assignment[],
): Promise<Map<string, string>> {
  const assigned = new Map<string, string>();
  for (const { name, value, append } of assignments) {
    const text = await shell.expander.text(value);
    assigned.set(name, append ? (shell.state.get(name) ?? "") + text : text);
  }
  return assigned;
}

function mergedEnvironment(shell: RunningShell, assigned: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...shell.state.environment(), ...assigned]);
}

/** `name=value builtin`: in force for the one command. */
async function withVariables(
  shell: RunningShell,
  assigned: ReadonlyMap<string, string>,
  command: string,
  run: () => Promise<number>,
): Promise<number> {
  const before = new Map<string, Variable | undefined>();
  for (const [name, value] of assigned) {
    before.set(name, shell.state.variables.get(name));
    shell.state.set(name, value);
    const variable = shell.state.variables.get(name);
    if (variable !== undefined) variable.exported = true;
  }
  try {
    return await run();
  } finally {
    if (command !== "export" && command !== "readonly") {
      for (const [name, variable] of before) {
        if (variable === undefined) shell.state.variables.delete(name);
        else shell.state.variables.set(name, variable);
      }
    }
  }
}

async function callFunction(shell: RunningShell, body: Command, words: readonly string[]): Promise<number> {
  const { state } = shell;
  if (shell.functionDepth >= maximumFunctionDepth) {
    await shell.complain(`maximum function nesting level exceeded (${maximumFunctionDepth})`);
    throw new ControlFlow("exit", 1);
  }
  const positional = state.positional;
  state.positional = [...words];
  state.localScopes.push(new Map());
  shell.functionDepth += 1;
  try {
    return await shell.runCommand(body);
  } catch (error) {
    if (error instanceof ControlFlow && error.kind === "return") return error.value;
    throw error;
  } finally {
    shell.functionDepth -= 1;
    state.leaveScope();
    state.positional = positional;
  }
}

/** `exec` alone makes its redirections last; with a command it is the shell's last act. */
async function runExec(shell: RunningShell, command: Simple, words: readonly string[]): Promise<number> {
  try {
    await redirect(shell, command.redirections, shell.files);
  } catch (error) {
    if (!(error instanceof RedirectionError)) throw error;
    await shell.complain(error.message);
    throw new ControlFlow("exit", 1);
  }
  if (words.length === 0) return 0;
  throw new ControlFlow("exit", await shell.execute(words));
}

async function trace(
  shell: RunningShell,
  assigned: ReadonlyMap<string, string>,
  words: readonly string[],
): Promise<void> {
  if (!shell.state.options.xtrace) return;
  const shown = [...[...assigned].map(([name, value]) => `${name}=${quote(value)}`), ...words.map(quote)];
  try {
    await shell.files.get(2).write(Buffer.from(`+ ${shown.join(" ")}\n`, "latin1"), shell.signal);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** As bash shows a word in traces. */
function quote(word: string): string {
  if (word === "") return "''";
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
