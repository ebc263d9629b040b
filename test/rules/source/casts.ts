import ts from "typescript";
import type { Source } from "../project";
import type { Rule, Violation } from "../rule";
import { lineOf, walk } from "../syntax";

/** What the compiler is told instead of shown is where types stop being true. */
export const casts: Rule = {
  title: "No any, no double cast without a reason beside it, no switched-off check",
  check: (project) => project.sources.flatMap(checkSource),
  sample: {
    "wire/any.ts": "let a: any;\n",
    "wire/as-any.ts": "const b = a as any;\n",
    "wire/double.ts": "const c = a as unknown as string;\n",
    "wire/reasoned.ts": "const c = a as unknown as string; // checked by the line above\n",
    "wire/ignore.ts": "// @ts-ignore\nconst d = 1;\n",
    "wire/no-check.ts": "// @ts-nocheck\n",
    "wire/expect.ts": "// @ts-expect-error: not outside tests\nconst e: string = 1;\n",
    "test/wire/expect.test.ts": "// @ts-expect-error: the compiler must refuse it\nconst e: string = 1;\n",
  },
  found: [
    "wire/any.ts:1",
    "wire/as-any.ts:1",
    "wire/double.ts:1",
    "wire/ignore.ts:1",
    "wire/no-check.ts:1",
    "wire/expect.ts:1",
  ],
};

function checkSource({ path, text, syntax }: Source): readonly Violation[] {
  const violations: Violation[] = [];
  const lines = text.split("\n");
  const forbidden = path.startsWith("test/")
    ? /^\s*\/\/ @ts-(ignore|nocheck)/
    : /^\s*\/\/ @ts-(ignore|nocheck|expect-error)/;
  for (const [index, line] of lines.entries()) {
    if (forbidden.test(line)) violations.push({ path, line: index + 1, message: "switches the compiler off" });
  }
  walk(syntax, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) violations.push({ path, line: lineOf(node), message: "is any" });
    if (!isDoubleCast(node)) return;
    const last = syntax.getLineAndCharacterOfPosition(node.getEnd()).line;
    if (!/\/\/ \w/.test(lines[last] ?? "")) {
      violations.push({ path, line: lineOf(node), message: "casts through unknown without a reason on the same line" });
    }
  });
  return violations;
}

function isDoubleCast(node: ts.Node): boolean {
  return (
    ts.isAsExpression(node) &&
    ts.isAsExpression(node.expression) &&
    node.expression.type.kind === ts.SyntaxKind.UnknownKeyword
  );
}
