import ts from "typescript";
import type { Source } from "../project";
import type { Rule, Violation } from "../rule";
import { lineOf, linesOf, walk } from "../syntax";

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 45;
/** What only joins decoding, the engine and encoding has no room for a decision. */
const MAX_GLUE_LINES = 75;
const GLUE = /^provider-bridge\/protocol\/rpc\/(?!index\.ts)/;
/** A test case is a story, which may be longer than a function. */
const MAX_CASE_LINES = 70;

/** What is longer than this is more than one idea. */
export const sizes: Rule = {
  title: `A file has at most ${MAX_FILE_LINES} lines, a function at most ${MAX_FUNCTION_LINES}`,
  check: (project) => project.sources.flatMap(checkSource),
  sample: {
    "wire/long.ts": "\n".repeat(301),
    "provider-bridge/protocol/rpc/read.ts": "\n".repeat(76),
    "wire/full.ts": "\n".repeat(300),
    "wire/function.ts": `function short() {${"\n".repeat(44)}}\nfunction tooLong() {${"\n".repeat(45)}}\n`,
    "wire/arrow.ts": `export const arrow = () => {${"\n".repeat(45)}};\n`,
    "wire/method.ts": `class A {\n  #secret() {${"\n".repeat(45)}}\n}\n`,
    "test/wire/long.test.ts": `describe("suite", () => {${"\n".repeat(100)}});\n`,
    "test/wire/case.test.ts": `it("story", () => {${"\n".repeat(69)}});\nit("epic", () => {${"\n".repeat(70)}});\n`,
    "test/wire/each.test.ts": `describe.each([])("suite", () => {${"\n".repeat(100)}});\n`,
  },
  found: [
    "provider-bridge/protocol/rpc/read.ts:1",
    "wire/long.ts:1",
    "wire/function.ts:46",
    "wire/arrow.ts:1",
    "wire/method.ts:2",
    "test/wire/case.test.ts:71",
  ],
};

function checkSource({ path, text, syntax }: Source): readonly Violation[] {
  const violations: Violation[] = [];
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (lines > (GLUE.test(path) ? MAX_GLUE_LINES : MAX_FILE_LINES))
    violations.push({ path, line: 1, message: `has ${lines} lines` });
  walk(syntax, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const taken = linesOf(node);
    if (taken <= maxLines(node)) return;
    const subject = functionName(node);
    violations.push({ path, line: lineOf(node), subject, message: `the function "${subject}" has ${taken} lines` });
  });
  return violations;
}

function maxLines(node: ts.Node): number {
  const callee = ts.isCallExpression(node.parent) ? node.parent.expression.getText() : "";
  // The body of a test suite is a list, not a function.
  if (callee.startsWith("describe")) return Number.POSITIVE_INFINITY;
  return /^(it|test)\b/.test(callee) ? MAX_CASE_LINES : MAX_FUNCTION_LINES;
}

function functionName(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const holder = node.parent;
  if (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) return holder.name.getText();
  return ts.isConstructorDeclaration(node) ? "constructor" : "anonymous";
}
