import ts from "typescript";
import type { Rule } from "../rule";
import { hasModifier } from "../syntax";

const MAX_VALUES = 8;

/** One idea a file: types that go with a function may stand beside it, further functions not. */
export const exportCounts: Rule = {
  title: `A file exports at most ${MAX_VALUES} functions, classes and constants of its own`,
  check: (project) =>
    project.sources.flatMap(({ path, syntax }) => {
      if (path.startsWith("test/")) return [];
      const names = new Set(syntax.statements.flatMap(exportedValues));
      return names.size > MAX_VALUES ? [{ path, line: 1, message: `exports ${names.size} values` }] : [];
    }),
  sample: {
    "wire/many.ts": Array.from({ length: 9 }, (_none, index) => `export const value${index} = ${index};\n`).join(""),
    "wire/index.ts": 'export { a, b, c, d, e, f, g } from "./many";\n',
    "wire/types.ts": Array.from({ length: 9 }, (_none, index) => `export type T${index} = ${index};\n`).join(""),
    "wire/overloads.ts": Array.from({ length: 9 }, (_none, index) => `export function f(a: ${index}): void;\n`).join(
      "",
    ),
  },
  found: ["wire/many.ts:1"],
};

function exportedValues(statement: ts.Statement): readonly string[] {
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isValue ? [statement.name?.text ?? "default"] : [];
}
