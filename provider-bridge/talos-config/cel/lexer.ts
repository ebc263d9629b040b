import { CelError } from "./ast";

/** One token of an expression. */
export interface CelToken {
  readonly kind: "ident" | "literal" | "operator" | "end";
  readonly text: string;
  /** Type of a literal. */
  readonly type: string;
  readonly at: number;
}

/** Longer expressions are refused; real ones are a line or two. */
const maxLength = 100_000;

const patterns: readonly (readonly [CelToken["kind"], string, RegExp])[] = [
  ["literal", "double", /(?:\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?)/y],
  ["literal", "uint", /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ["literal", "int", /(?:0x[0-9a-fA-F]+|\d+)/y],
  ["literal", "bytes", /[bB][rR]?(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y],
  ["literal", "string", /[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y],
  ["ident", "", /[_a-zA-Z][_a-zA-Z0-9]*/y],
  ["operator", "", /(?:&&|\|\||==|!=|<=|>=|\[\?|\.\?|[-+*/%<>!?:.,()[\]{}])/y],
];
const space = /(?:\s|\/\/[^\n]*)*/y;
const words: Readonly<Record<string, string>> = { true: "bool", false: "bool", null: "null" };

/** Splits an expression into tokens; throws CelError. */
export function tokenize(text: string): CelToken[] {
  if (text.length > maxLength) throw new CelError(`the expression has more than ${maxLength} characters`, 0);
  const tokens: CelToken[] = [];
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    at += space.exec(text)?.[0].length ?? 0;
    if (at >= text.length) return [...tokens, { kind: "end", text: "", type: "", at }];
    const token = match(text, at);
    tokens.push(token);
    at += token.text.length;
  }
}

function match(text: string, at: number): CelToken {
  for (const [kind, type, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const word = kind === "ident" ? words[found] : undefined;
    return word === undefined ? { kind, text: found, type, at } : { kind: "literal", text: found, type: word, at };
  }
  throw new CelError(`"${text.charAt(at)}" is not expected`, at);
}
