import ts from "typescript";
import type { Rule, Violation } from "../rule";
import { lineOf, walk } from "../syntax";

/** Names of numbers that mean nothing without their unit. */
const QUANTITY =
  /(timeout|delay|interval|duration|deadline|elapsed|backoff|ttl|lifetime|memory|diskSize|disk|bandwidth|traffic|uptime|latency)$/i;

/** A number without its unit is read wrongly by the next reader. */
export const units: Rule = {
  title: "Numbers that measure something carry their unit in their name",
  check: (project) =>
    project.sources
      .filter(({ path }) => !/(^|\/)wire\//.test(path))
      .flatMap(({ path, syntax }) => {
        const violations: Violation[] = [];
        walk(syntax, (node) => {
          const name = numberName(node);
          if (name === undefined || !QUANTITY.test(name)) return;
          violations.push({
            path,
            line: lineOf(node),
            subject: name,
            message: `the number "${name}" does not say its unit`,
          });
        });
        return violations;
      }),
  sample: {
    "sandbox/a.ts":
      "interface A {\n  readonly timeout: number;\n  readonly timeoutMs: number;\n  readonly disk?: bigint;\n}\n",
    "sandbox/b.ts": "function wait(retryDelay: number, label: string): void {}\n",
    "sandbox/c.ts": "interface C {\n  readonly timeout: string;\n  readonly diskGiB: number;\n}\n",
    "wire/d.ts": "interface D {\n  readonly timeout: number;\n}\n",
  },
  found: ["sandbox/a.ts:2", "sandbox/a.ts:4", "sandbox/b.ts:1"],
};

function numberName(node: ts.Node): string | undefined {
  const isField = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node);
  if (!isField || !ts.isIdentifier(node.name)) return undefined;
  const kinds = node.type !== undefined && ts.isUnionTypeNode(node.type) ? node.type.types : [node.type];
  const isNumber = (type: ts.TypeNode | undefined) =>
    type?.kind === ts.SyntaxKind.NumberKeyword || type?.kind === ts.SyntaxKind.BigIntKeyword;
  return kinds.some(isNumber) ? node.name.text : undefined;
}
