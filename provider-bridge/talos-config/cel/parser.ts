import { CelError, type CelNode } from "./ast";
import { type CelToken, tokenize } from "./lexer";

const maxDepth = 200;
const binary: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];
const reserved = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(" "),
);

/** Parses a CEL expression; throws CelError. */
export function parseCel(text: string): CelNode {
  return new Parser(tokenize(text)).parse();
}

class Parser {
  readonly #tokens: readonly CelToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly CelToken[]) {
    this.#tokens = tokens;
  }

  parse(): CelNode {
    const node = this.#expression();
    const rest = this.#peek();
    if (rest.kind !== "end") this.#unexpected(rest);
    return node;
  }

  #peek(): CelToken {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", type: "", at: 0 };
  }

  #next(): CelToken {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #take(text: string): CelToken | undefined {
    const token = this.#peek();
    return token.text === text && token.kind !== "literal" && token.kind !== "end" ? this.#next() : undefined;
  }

  #expect(text: string): void {
    if (this.#take(text) === undefined) this.#unexpected(this.#peek(), text);
  }

  #unexpected(token: CelToken, wanted?: string): never {
    const found = token.kind === "end" ? "the end" : `"${token.text}"`;
    throw new CelError(
      wanted === undefined ? `${found} is not expected` : `"${wanted}" is expected, not ${found}`,
      token.at,
    );
  }

  #expression(): CelNode {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new CelError(`nested more than ${maxDepth} levels deep`, this.#peek().at);
    const condition = this.#binary(0);
    const question = this.#take("?");
    if (question === undefined) {
      this.#depth -= 1;
      return condition;
    }
    const yes = this.#binary(0);
    this.#expect(":");
    const no = this.#expression();
    this.#depth -= 1;
    return { kind: "conditional", condition, yes, no, at: question.at };
  }

  #binary(level: number): CelNode {
    const operators = binary[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#peek();
      if (token.kind === "literal" || !operators.includes(token.text)) return left;
      this.#at += 1;
      left = { kind: "binary", operator: token.text, left, right: this.#binary(level + 1), at: token.at };
    }
  }

  #unary(): CelNode {
    const token = this.#take("!") ?? this.#take("-");
    if (token === undefined) return this.#member();
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new CelError(`nested more than ${maxDepth} levels deep`, token.at);
    const operand = this.#unary();
    this.#depth -= 1;
    return { kind: "unary", operator: token.text, operand, at: token.at };
  }

  #member(): CelNode {
    let node = this.#primary();
    for (;;) {
      const token = this.#peek();
      if (this.#take(".") !== undefined || this.#take(".?") !== undefined) node = this.#select(node, token);
      else if (this.#take("[") !== undefined || this.#take("[?") !== undefined) {
        const index = this.#expression();
        this.#expect("]");
        node = { kind: "index", operand: node, index, at: token.at };
      } else return node;
    }
  }

  #select(operand: CelNode, dot: CelToken): CelNode {
    const name = this.#next();
    if (name.kind !== "ident") this.#unexpected(name);
    if (this.#take("(") === undefined) {
      return { kind: "select", operand, field: name.text, optional: dot.text === ".?", at: dot.at };
    }
    return { kind: "call", name: name.text, target: operand, args: this.#arguments(")"), at: dot.at };
  }

  #arguments(close: string): CelNode[] {
    const items: CelNode[] = [];
    while (this.#take(close) === undefined) {
      if (items.length > 0) this.#expect(",");
      if (items.length > 0 && close !== ")" && this.#take(close) !== undefined) break;
      items.push(this.#expression());
    }
    return items;
  }

  #primary(): CelNode {
    const token = this.#next();
    if (token.kind === "literal") return { kind: "literal", type: token.type, at: token.at };
    if (token.kind === "ident" && !reserved.has(token.text) && token.text !== "in") {
      if (this.#take("(") === undefined) return { kind: "ident", name: token.text, at: token.at };
      return { kind: "call", name: token.text, target: undefined, args: this.#arguments(")"), at: token.at };
    }
    if (token.kind === "operator" && token.text === "(") {
      const node = this.#expression();
      this.#expect(")");
      return node;
    }
    if (token.kind === "operator" && token.text === "[")
      return { kind: "list", items: this.#arguments("]"), at: token.at };
    if (token.kind === "operator" && token.text === "{") return { kind: "map", entries: this.#entries(), at: token.at };
    if (token.kind === "operator" && token.text === ".") return this.#primary();
    return this.#unexpected(token);
  }

  #entries(): [CelNode, CelNode][] {
    const entries: [CelNode, CelNode][] = [];
    while (this.#take("}") === undefined) {
      if (entries.length > 0) {
        this.#expect(",");
        if (this.#take("}") !== undefined) break;
      }
      const key = this.#expression();
      this.#expect(":");
      entries.push([key, this.#expression()]);
    }
    return entries;
  }
}
