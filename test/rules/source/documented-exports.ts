import ts from "typescript";
import type { Source } from "../project";
import type { Rule, Violation } from "../rule";
import { docComments, hasModifier, lineOf } from "../syntax";

/** A reader of a name must not have to read what stands behind it. */
export const documentedExports: Rule = {
  title: "Every export outside of tests has a doc comment",
  check: (project) => project.sources.filter(({ path }) => !/^test\/(?!support\/)/.test(path)).flatMap(checkSource),
  sample: {
    "wire/bare.ts": "export function bare(): void {}\n",
    "wire/line.ts": "// Not a doc comment.\nexport const line = 1;\n",
    "wire/folder.ts": '/** What belongs in the folder. */\nimport "./bare";\nexport interface Folder {}\n',
    "wire/later.ts": "/** Documented. */\nconst good = 1;\nclass Bad {}\nexport { good, Bad };\n",
    "wire/overload.ts": "/** Once is enough. */\nexport function f(a: 1): void;\nexport function f(a: 2): void;\n",
    "wire/index.ts": 'export { bare } from "./bare";\n',
    "test/wire/bare.test.ts": "export const untold = 1;\n",
    "test/support/bare.ts": "export const forAllTests = 1;\n",
  },
  found: ["wire/bare.ts:1", "wire/line.ts:2", "wire/folder.ts:3", "wire/later.ts:3", "test/support/bare.ts:1"],
};

function checkSource({ path, syntax }: Source): readonly Violation[] {
  const exportedLater = new Set(syntax.statements.flatMap(namesOfExportList));
  const documented = new Set<string>();
  const violations: Violation[] = [];
  for (const statement of syntax.statements) {
    const names = declaredNames(statement);
    const isExported =
      hasModifier(statement, ts.SyntaxKind.ExportKeyword) || names.some((name) => exportedLater.has(name));
    if (!isExported || names.length === 0) continue;
    const subject = names.join(", ");
    if (docComments(statement).length > 0) documented.add(subject);
    else if (!documented.has(subject))
      violations.push({ path, line: lineOf(statement), subject, message: `"${subject}" has no doc comment` });
  }
  return violations;
}

function namesOfExportList(statement: ts.Statement): readonly string[] {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return [];
  const clause = statement.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map((element) => (element.propertyName ?? element.name).text);
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isDeclaration ? [statement.name?.text ?? "default"] : [];
}
