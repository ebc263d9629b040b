/**
 * A JSON schema of TypeScript interfaces, read as they are written: readonly props with doc comments, texts, numbers,
 * truth values, literals, lists, records, and interfaces of other files. What it does not know it refuses.
 */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";

/** A schema as plain data. */
export type SchemaPart = Readonly<Record<string, unknown>>;

interface Named {
  readonly file: string;
  readonly declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
}

/** Makes the definitions of an interface and of all that it holds. */
export class InterfaceSchema {
  readonly definitions: Record<string, SchemaPart> = {};
  readonly #sources = new Map<string, ts.SourceFile>();

  /** The reference to an interface's definition, which is made where it is not yet. */
  reference(name: string, file: string): SchemaPart {
    const named = this.#find(name, file);
    const { declaration } = named;
    if (ts.isTypeAliasDeclaration(declaration)) return this.#type(declaration.type, named.file);
    if (!Object.hasOwn(this.definitions, name)) {
      this.definitions[name] = {};
      this.definitions[name] = this.#interface(declaration, named.file);
    }
    return { $ref: `#/$defs/${name}` };
  }

  #interface(declaration: ts.InterfaceDeclaration, file: string): SchemaPart {
    const { properties, required } = this.#members(declaration, file);
    const description = docText(declaration);
    return {
      type: "object",
      ...(description === "" ? {} : { description }),
      properties,
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
  }

  #members(declaration: ts.InterfaceDeclaration, file: string) {
    const properties: Record<string, SchemaPart> = {};
    const required: string[] = [];
    for (const type of declaration.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
      const base = this.#find(type.expression.getText(), file);
      if (!ts.isInterfaceDeclaration(base.declaration)) throw unknownType(type, file);
      const inherited = this.#members(base.declaration, base.file);
      Object.assign(properties, inherited.properties);
      required.push(...inherited.required);
    }
    for (const member of declaration.members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) throw unknownType(member, file);
      const name = member.name.getText();
      const description = docText(member);
      properties[name] = { ...(description === "" ? {} : { description }), ...this.#type(member.type, file) };
      if (member.questionToken === undefined) required.push(name);
    }
    return { properties, required };
  }

  #type(type: ts.TypeNode, file: string): SchemaPart {
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.NumberKeyword:
        return { type: "number" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      case ts.SyntaxKind.UnknownKeyword:
        return {};
    }
    if (ts.isTypeOperatorNode(type) || ts.isParenthesizedTypeNode(type)) return this.#type(type.type, file);
    if (ts.isArrayTypeNode(type)) return { type: "array", items: this.#type(type.elementType, file) };
    if (ts.isUnionTypeNode(type)) return this.#union(type, file);
    if (ts.isTypeReferenceNode(type)) return this.#named(type, file);
    throw unknownType(type, file);
  }

  #union(type: ts.UnionTypeNode, file: string): SchemaPart {
    const literals = type.types.flatMap((each) =>
      ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? [each.literal.text] : [],
    );
    if (literals.length === type.types.length) return { type: "string", enum: literals };
    return { anyOf: type.types.map((each) => this.#type(each, file)) };
  }

  #named(type: ts.TypeReferenceNode, file: string): SchemaPart {
    const name = type.typeName.getText();
    const [first, second] = type.typeArguments ?? [];
    if (name === "Readonly" && first !== undefined) return this.#type(first, file);
    if (name === "Record" && second !== undefined) {
      const values = this.#type(second, file);
      return { type: "object", additionalProperties: Object.keys(values).length === 0 ? true : values };
    }
    return this.reference(name, file);
  }

  #find(name: string, file: string): Named {
    const source = this.#source(file);
    for (const statement of source.statements) {
      const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
      if (isType && statement.name.text === name) return { file, declaration: statement };
    }
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const bindings = statement.importClause?.namedBindings;
      const names =
        bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements.map((each) => each.name.text) : [];
      if (names.includes(name)) return this.#find(name, resolve(dirname(file), `${statement.moduleSpecifier.text}.ts`));
    }
    throw new RangeError(`Cannot make a schema: "${file}" has no type "${name}"`);
  }

  #source(file: string): ts.SourceFile {
    const known = this.#sources.get(file);
    if (known !== undefined) return known;
    const made = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true);
    this.#sources.set(file, made);
    return made;
  }
}

/** What is said of it, with its default. */
function docText(node: ts.Node): string {
  const doc = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (doc === undefined) return "";
  const said = ts.getTextOfJSDocComment(doc.comment) ?? "";
  const tag = doc.tags?.find(({ tagName }) => tagName.text === "default");
  const standard = tag === undefined ? "" : `Default: ${ts.getTextOfJSDocComment(tag.comment) ?? ""}.`;
  return [said, standard]
    .filter((text) => text !== "")
    .join(" ")
    .replace(/\s+/g, " ");
}

function unknownType(node: ts.Node, file: string): TypeError {
  return new TypeError(`Cannot make a schema of "${node.getText().slice(0, 80)}" in "${file}": props are plain data`);
}
