import ts from "typescript";
import type { Source } from "../project";
import type { Rule, Violation } from "../rule";
import { lineOf, literalText, PLACEHOLDER, walk } from "../syntax";

const CONTRACTION = /\w[’'](t|re|ve|ll|d|m)\b|\b(it|that|there|here|what|who|let)[’']s\b/i;

/** A message is read by somebody in trouble, often in a log between others: it must stand by itself. */
export const messages: Rule = {
  title:
    "Messages begin with a capital letter, hold no contraction, and end as their kind does (prose with a full stop)",
  check: (project) => project.sources.filter(({ path }) => !/^(test|scripts)\//.test(path)).flatMap(checkSource),
  sample: {
    "wire/small.ts": 'throw new Error("cannot read");\n',
    "wire/stop.ts": "throw new RangeError(`Cannot read $" + "{x}.`);\n",
    "wire/short.ts": 'throw new SyntaxError("Cannot read it: it" + " isn\'t there");\n',
    "wire/cause.ts": 'const error = new TypeError("cannot", { cause });\n',
    "wire/title.ts": 'diagnostics.error("Not found.", "Nothing is there.");\n',
    "wire/detail.ts": 'context.diagnostics.warning("Not found", "nothing is there");\n',
    "wire/diagnostic.ts": 'new DiagnosticError("Not found", "Nothing is there");\n',
    "wire/good.ts": [
      'throw new Error(`Cannot read "$' + '{x}": $' + "{why}`);",
      'diagnostics.error("Not found", `"$' + '{x}" is not there.`);',
      'new DiagnosticError("Not found", detail);',
      "throw new Error(text);",
      'throw new ProblemError("line 3");\n',
    ].join("\n"),
  },
  found: [
    "wire/small.ts:1",
    "wire/stop.ts:1",
    "wire/short.ts:1",
    "wire/cause.ts:1",
    "wire/title.ts:1",
    "wire/detail.ts:1",
    "wire/diagnostic.ts:1",
  ],
};

/** A phrase (an error's text, a title) ends without a full stop, prose (a diagnostic's detail) with one. */
type Kind = "phrase" | "prose";

function checkSource({ path, syntax }: Source): readonly Violation[] {
  const violations: Violation[] = [];
  walk(syntax, (node) => {
    for (const [kind, argument] of messagesOf(node)) {
      const text = literalText(argument);
      const problem = text === undefined ? undefined : problemOf(text, kind);
      if (problem !== undefined)
        violations.push({ path, line: lineOf(node), message: `${problem}: ${argument.getText().slice(0, 100)}` });
    }
  });
  return violations;
}

const BUILT_IN = new Set(["Error", "TypeError", "RangeError", "SyntaxError", "AggregateError", "FunctionError"]);

function messagesOf(node: ts.Node): readonly (readonly [Kind, ts.Expression])[] {
  if (ts.isNewExpression(node)) {
    const name = node.expression.getText();
    if (name === "DiagnosticError") return titleAndDetail(node.arguments ?? []);
    // Classes of our own put their words behind others, or (in the sandbox) speak as the real service does.
    const message = BUILT_IN.has(name)
      ? node.arguments?.find((argument) => literalText(argument) !== undefined)
      : undefined;
    return message === undefined ? [] : [["phrase", message]];
  }
  if (!ts.isCallExpression(node)) return [];
  return /(^|\.)diagnostics\.(error|warning)$/.test(node.expression.getText()) ? titleAndDetail(node.arguments) : [];
}

function titleAndDetail([title, detail]: readonly ts.Expression[]): readonly (readonly [Kind, ts.Expression])[] {
  const found: (readonly [Kind, ts.Expression])[] = [];
  if (title !== undefined) found.push(["phrase", title]);
  if (detail !== undefined) found.push(["prose", detail]);
  return found;
}

function problemOf(text: string, kind: Kind): string | undefined {
  if (/^[a-z]/.test(text)) return "begins with a small letter";
  if (CONTRACTION.test(text)) return "holds a contraction";
  if (kind === "phrase") return text.endsWith(".") ? "ends with a full stop" : undefined;
  return text.endsWith(".") || text.trimEnd().endsWith(PLACEHOLDER)
    ? undefined
    : "is prose without a full stop at its end";
}
