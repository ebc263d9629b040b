import ts from "typescript";
import type { Rule, Violation } from "../rule";
import { docComments, lineOf, walk } from "../syntax";

const SAID = /@default\b|\b(default|without|left out|absent|otherwise|none)\b/i;

/** Who leaves something out must be told what happens then. */
export const defaults: Rule = {
  title: "Every optional prop and option says what happens where it is left out, by @default or in words",
  check: (project) =>
    project.sources
      .filter(({ path }) => !path.startsWith("test/"))
      .flatMap(({ path, syntax }) => {
        const violations: Violation[] = [];
        walk(syntax, (node) => {
          if (!ts.isInterfaceDeclaration(node) || !isChoice(node)) return;
          for (const member of node.members) {
            if (member.questionToken === undefined || isSaid(member)) continue;
            const subject = `${node.name.text}.${member.name?.getText() ?? ""}`;
            violations.push({ path, line: lineOf(member), subject, message: `"${subject}" has no @default` });
          }
        });
        return violations;
      }),
  sample: {
    "constructs/a/props.ts": [
      "export interface NetworkProps {",
      "  /** The range. @default 10.0.0.0/16 */",
      "  readonly cidr?: string;",
      "  /** The zone. */",
      "  readonly zone?: string;",
      "  readonly name: string;",
      "}\n",
    ].join("\n"),
    "sandbox/b.ts": "export interface DoorOptions {\n  readonly port?: number;\n  readonly dry?: true;\n}\n",
    "sandbox/c.ts": "interface Inner {\n  readonly port?: number;\n}\n",
  },
  found: ["constructs/a/props.ts:5", "sandbox/b.ts:2"],
};

function isChoice(node: ts.InterfaceDeclaration): boolean {
  const isExported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true;
  return isExported && /(Props|Options)$/.test(node.name.text);
}

/** A flag of type `true` says it by itself: left out, it is not set. */
function isSaid(member: ts.TypeElement): boolean {
  const isFlag = ts.isPropertySignature(member) && member.type?.getText() === "true";
  return isFlag || docComments(member).some((comment) => SAID.test(comment));
}
