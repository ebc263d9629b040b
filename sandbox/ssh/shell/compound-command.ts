/** Runs compound commands. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { ControlFlow, ExpansionError } from "./control-flow";
import { matchesPattern } from "./pattern";
import type { RunningShell } from "./running-shell";
import type { Command, ConditionExpression, List } from "./syntax";
import { TestError, testBinary, testUnary } from "./test-expression";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
/** A loop lets others run after so many rounds: a script may spin for ever. */
const roundsAtOnce = 50;

/** Runs if, loops, case, groups, `[[` and `((`; redirections are the caller's business. */
export async function runCompound(shell: RunningShell, command: Command): Promise<number> {
  switch (command.type) {
    case "group":
      return shell.runList(command.body);
    case "if":
      return runIf(shell, command);
    case "loop":
      return runLoop(shell, command);
    case "for":
      return runFor(shell, command);
    case "arithmetic-for":
      return runArithmeticFor(shell, command);
    case "case":
      return runCase(shell, command);
    case "condition":
      return runCondition(shell, command.expression);
    case "arithmetic":
      return (await guardArithmetic(shell, () => shell.expander.arithmetic(command.expression))) === 0n ? 1 : 0;
    case "function":
      shell.state.functions.set(command.name, command.body);
      return 0;
    default:
      return 0;
  }
}

async function runIf(shell: RunningShell, command: Of<"if">): Promise<number> {
  for (const { condition, body } of command.branches) {
    if ((await shell.ignoringErrors(() => shell.runList(condition))) === 0) return shell.runList(body);
  }
  return command.otherwise === undefined ? 0 : shell.runList(command.otherwise);
}

/** Runs rounds until `again` says no or the loop is left; answers with the last status. */
async function rounds(shell: RunningShell, body: List, again: () => Promise<boolean>): Promise<number> {
  let status = 0;
  shell.loopDepth += 1;
  try {
    for (let round = 1; await again(); round += 1) {
      if (round % roundsAtOnce === 0) await nextTurn();
      shell.signal.throwIfAborted();
      const next = await runRound(shell, body);
      status = next.status;
      if (next.isLeft) break;
    }
    return status;
  } finally {
    shell.loopDepth -= 1;
  }
}

async function runRound(shell: RunningShell, body: List): Promise<{ status: number; isLeft: boolean }> {
  try {
    return { status: await shell.runList(body), isLeft: false };
  } catch (error) {
    if (!(error instanceof ControlFlow) || (error.kind !== "break" && error.kind !== "continue")) throw error;
    if (error.value > 1 && shell.loopDepth > 1) throw new ControlFlow(error.kind, error.value - 1);
    return { status: 0, isLeft: error.kind === "break" };
  }
}

function runLoop(shell: RunningShell, command: Of<"loop">): Promise<number> {
  return rounds(shell, command.body, async () => {
    const status = await shell.ignoringErrors(() => shell.runList(command.condition));
    return (status === 0) !== command.until;
  });
}

async function runFor(shell: RunningShell, command: Of<"for">): Promise<number> {
  const items = command.words === undefined ? [...shell.state.positional] : await shell.expander.fields(command.words);
  return rounds(shell, command.body, async () => {
    const item = items.shift();
    if (item !== undefined) shell.state.set(command.name, item);
    return item !== undefined;
  });
}

async function runArithmeticFor(shell: RunningShell, command: Of<"arithmetic-for">): Promise<number> {
  await shell.expander.arithmetic(command.first);
  let isFirst = true;
  return rounds(shell, command.body, async () => {
    if (!isFirst) await shell.expander.arithmetic(command.step);
    isFirst = false;
    const isEmpty = command.condition.every((part) => part.type === "text" && part.text.trim() === "");
    return isEmpty || (await shell.expander.arithmetic(command.condition)) !== 0n;
  });
}

async function runCase(shell: RunningShell, command: Of<"case">): Promise<number> {
  const subject = await shell.expander.text(command.subject);
  let status = 0;
  let fallsThrough = false;
  for (const { patterns, body, end } of command.branches) {
    let matches = fallsThrough;
    for (const pattern of patterns) matches = matches || matchesPattern(subject, await shell.expander.pattern(pattern));
    if (!matches) continue;
    status = await shell.runList(body);
    if (end === ";;") return status;
    fallsThrough = end === ";&";
  }
  return status;
}

async function runCondition(shell: RunningShell, expression: ConditionExpression): Promise<number> {
  try {
    return (await evaluate(shell, expression)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    await shell.complain(`[[: ${error.message}`);
    return 2;
  }
}

async function evaluate(shell: RunningShell, expression: ConditionExpression): Promise<boolean> {
  const { state, filesystem, files } = shell;
  const around = { filesystem, files, cwd: state.cwd, isSet: (name: string) => state.variables.has(name) };
  switch (expression.type) {
    case "not":
      return !(await evaluate(shell, expression.operand));
    case "and":
      return (await evaluate(shell, expression.left)) && (await evaluate(shell, expression.right));
    case "or":
      return (await evaluate(shell, expression.left)) || (await evaluate(shell, expression.right));
    case "unary":
      return testUnary(expression.operator, await shell.expander.text(expression.operand), around);
    case "binary": {
      const left = await shell.expander.text(expression.left);
      const { operator, right } = expression;
      if (operator === "=~") return matchRegularExpression(shell, left, await shell.expander.regularExpression(right));
      if (operator === "!=") return !matchesPattern(left, await shell.expander.pattern(right));
      if (operator === "=" || operator === "==") return matchesPattern(left, await shell.expander.pattern(right));
      if (!operator.startsWith("-")) return testBinary(left, operator, await shell.expander.text(right), around);
      const numbers = /^-(eq|ne|lt|le|gt|ge)$/.test(operator);
      const rightText = await shell.expander.text(right);
      if (!numbers) return testBinary(left, operator, rightText, around);
      const [first, second] = [await number(shell, left), await number(shell, rightText)];
      return testBinary(first, operator, second, around);
    }
  }
}

async function number(shell: RunningShell, text: string): Promise<string> {
  return String(await shell.expander.arithmetic([{ type: "text", text, quoted: true }]));
}

function matchRegularExpression(shell: RunningShell, text: string, source: string): boolean {
  const posix = source
    .replaceAll("[[:space:]]", "\\s")
    .replaceAll("[[:digit:]]", "\\d")
    .replaceAll("[:alnum:]", "A-Za-z0-9");
  const match = new RegExp(posix).exec(text);
  shell.state.set("BASH_REMATCH", match === null ? [] : match.map((group) => group ?? ""));
  return match !== null;
}

async function guardArithmetic(shell: RunningShell, run: () => Promise<bigint>): Promise<bigint> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
    await shell.complain(`((: ${error.message}`);
    return 0n;
  }
}
