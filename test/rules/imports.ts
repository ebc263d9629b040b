import ts from "typescript";
import { walk } from "./syntax";

/** One import, export-from, `require` or `typeof import(…)`; types count as much as values. */
export interface RawImport {
  readonly specifier: string;
  readonly line: number;
}

/** Every module a file names. */
export function importsOf(syntax: ts.SourceFile): readonly RawImport[] {
  const found: RawImport[] = [];
  walk(syntax, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    found.push({
      specifier: specifier.text,
      line: syntax.getLineAndCharacterOfPosition(specifier.getStart()).line + 1,
    });
  });
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined;
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isImport || isRequire ? literal(node.arguments[0]) : undefined;
}

function literal(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}

/**
 * The file that a relative import means, or undefined where there is none.
 * `exists` is asked for paths from the root of the repository.
 */
export function resolveImport(from: string, specifier: string, exists: (path: string) => boolean): string | undefined {
  const segments = from.split("/").slice(0, -1);
  for (const word of specifier.split("/")) {
    if (word === "..") segments.pop();
    else if (word !== "." && word !== "") segments.push(word);
  }
  const base = segments.join("/");
  return [`${base}.ts`, `${base}/index.ts`, base].find(exists);
}

/** The name of an npm package or built-in module, or undefined for a relative import: `@a/b/c` is of `@a/b`. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".")) return undefined;
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
