import ts from "typescript";
import type { Rule } from "../rule";
import { lineOf, walk } from "../syntax";

const OFF =
  /^((describe|it|test)\.(skip|only|todo|failing)(\.each)?|(describe|it|test)(\.each)?\.(skip|only|todo|failing)|f(it|describe)|x(it|test|describe))$/;
/** The one place where a test is skipped, with a printed reason. */
const ALLOWED = "test/support/availability.ts";

/** A test that does not run says nothing, and looks as if it did. */
export const switchedOffTests: Rule = {
  title: `No test is switched off, except aloud through ${ALLOWED}`,
  check: (project) =>
    project.sources
      .filter(({ path }) => path.startsWith("test/") && path !== ALLOWED)
      .flatMap(({ path, syntax }) => {
        const lines: number[] = [];
        walk(syntax, (node) => {
          if (ts.isPropertyAccessExpression(node) && ts.isPropertyAccessExpression(node.parent)) return;
          const isName =
            ts.isPropertyAccessExpression(node) || (ts.isIdentifier(node) && ts.isCallExpression(node.parent));
          if (isName && OFF.test(node.getText())) lines.push(lineOf(node));
        });
        return lines.map((line) => ({ path, line, message: "is switched off" }));
      }),
  sample: {
    "test/wire/a.test.ts":
      'it.skip("a", f);\ntest.only("b", f);\nxit("c", f);\ndescribe.skip.each([])("d", f);\nit.todo("e");\n',
    "test/wire/b.test.ts": 'it("a", f);\nit.each([])("b", f);\nlist.skip(1);\n',
    [ALLOWED]: "describe.skip(title, body);\n",
  },
  found: [1, 2, 3, 4, 5].map((line) => `test/wire/a.test.ts:${line}`),
};
