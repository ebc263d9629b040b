import ts from "typescript";
import type { Rule } from "../rule";
import { hasModifier, lineOf, walk } from "../syntax";

/** `#field` is private at run time as well; constructs are proxied by cdktf, which `#field` does not survive. */
export const privateMembers: Rule = {
  title: "Private members are #fields (private readonly in constructs and stacks)",
  check: (project) =>
    project.sources
      .filter(({ path }) => !/^(constructs|stacks|examples)\//.test(path))
      .flatMap(({ path, syntax }) => {
        const lines: number[] = [];
        walk(syntax, (node) => {
          const isPrivate = hasModifier(node, ts.SyntaxKind.PrivateKeyword);
          // A constructor has no other way.
          if (isPrivate && !ts.isConstructorDeclaration(node)) lines.push(lineOf(node));
        });
        return lines.map((line) => ({ path, line, message: 'is "private" rather than a #field' }));
      }),
  sample: {
    "wire/a.ts":
      "class A {\n  #good = 1;\n  private bad = 2;\n  constructor(private readonly worse: string) {}\n}\nclass B {\n  private constructor() {}\n}\n",
    "constructs/a.ts": "class A {\n  private readonly good = 1;\n}\n",
  },
  found: ["wire/a.ts:3", "wire/a.ts:4"],
};
