import ts from "typescript";
import type { Source } from "../project";
import type { Rule } from "../rule";
import { lineOf, walk } from "../syntax";

/** A sleep is too short on a busy machine and too long on every other. Asking again and again in a loop is no sleep. */
export const sleepingTests: Rule = {
  title: "No test sleeps: it waits for what must happen, or hands in a clock",
  check: (project) =>
    project.sources
      .filter(({ path }) => path.endsWith(".test.ts"))
      .flatMap((source) => sleepsOf(source).map((line) => ({ path: source.path, line, message: "sleeps" }))),
  sample: {
    "test/wire/a.test.ts": "await new Promise((resolve) => setTimeout(resolve, 100));\n",
    "test/wire/b.test.ts": 'import { setTimeout as pause } from "node:timers/promises";\nawait pause(5);\n',
    "test/wire/c.test.ts": "while (!done) await new Promise((resolve) => setTimeout(resolve, 5));\n",
    "test/wire/d.test.ts": "const timer = setTimeout(() => child.kill(), 1000);\n",
    "test/wire/e.test.ts": "await new Promise((resolve) => { setTimeout(() => resolve(1), 100); });\n",
  },
  found: ["test/wire/a.test.ts:1", "test/wire/b.test.ts:2", "test/wire/e.test.ts:1"],
};

function sleepsOf({ syntax }: Source): readonly number[] {
  const sleepers = promisedTimers(syntax);
  const lines: number[] = [];
  walk(syntax, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const name = node.expression.text;
    const isSleep = sleepers.has(name) || (name === "setTimeout" && isInsidePromise(node));
    if (isSleep && !isInsideLoop(node)) lines.push(lineOf(node));
  });
  return lines;
}

/** The names under which the timers that give promises are imported. */
function promisedTimers(syntax: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of syntax.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.moduleSpecifier.getText().includes("timers/promises"))
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings !== undefined && ts.isNamedImports(bindings)) {
      for (const element of bindings.elements) names.add(element.name.text);
    }
  }
  return names;
}

function isInsidePromise(node: ts.Node): boolean {
  return hasAbove(node, (above) => ts.isNewExpression(above) && above.expression.getText() === "Promise");
}

function isInsideLoop(node: ts.Node): boolean {
  return hasAbove(
    node,
    (above) =>
      ts.isWhileStatement(above) || ts.isDoStatement(above) || ts.isForStatement(above) || ts.isForOfStatement(above),
  );
}

function hasAbove(node: ts.Node, test: (above: ts.Node) => boolean): boolean {
  for (let above = node.parent; above !== undefined; above = above.parent) if (test(above)) return true;
  return false;
}
