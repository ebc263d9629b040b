import ts from "typescript";
import type { Rule } from "../rule";
import { lineOf, walk } from "../syntax";

const ASKING = new Set(["includes", "startsWith", "endsWith", "match", "indexOf", "search", "test"]);

/** A message is for people and may change; a code is for programs. */
export const errorDecisions: Rule = {
  title: "No decision looks at the text of an error",
  check: (project) =>
    project.sources
      .filter(({ path }) => !/^(test|scripts)\//.test(path))
      .flatMap(({ path, syntax }) => {
        const lines: number[] = [];
        walk(syntax, (node) => {
          if (decides(node)) lines.push(lineOf(node));
        });
        return lines.map((line) => ({ path, line, message: "looks at the text of an error; look at its code" }));
      }),
  sample: {
    "wire/a.ts": 'if (error.message.includes("404")) retry();\n',
    "wire/b.ts": "if (String(error.message).length) ok();\nif (/gone/.test(error.message)) retry();\n",
    "wire/c.ts": 'if (caught.cause.message === "gone") retry();\n',
    "wire/d.ts": 'if (error.code === "gone") retry();\nlog(error.message);\n',
    "test/wire/a.test.ts": 'expect(error.message.includes("404"));\n',
  },
  found: ["wire/a.ts:1", "wire/b.ts:2", "wire/c.ts:1"],
};

function decides(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const compares = /^[=!]==?$/.test(node.operatorToken.getText());
    return compares && (isErrorText(node.left) || isErrorText(node.right));
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  if (!ASKING.has(node.expression.name.text)) return false;
  return isErrorText(node.expression.expression) || node.arguments.some(isErrorText);
}

function isErrorText(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "message") return false;
  return /(error|err|cause|caught|exception|reason|failure)$/i.test(node.expression.getText());
}
