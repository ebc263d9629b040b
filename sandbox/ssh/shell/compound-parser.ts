/** Reads compound commands: if, loops, case, groups, `[[`, `((`. */

import type { CommandReader } from "./command-reader";
import { parseCondition } from "./condition-parser";
import type { Command, List, Word } from "./syntax";

type Without<T> = T extends unknown ? Omit<T, "redirections" | "line"> : never;
/** A command without what every command has. */
export type Compound = Without<Command>;

const nameHere = /[A-Za-z_][A-Za-z0-9_]*/y;

/** The compound command that begins here, without its redirections; undefined where none does. */
export function parseCompound(parser: CommandReader): Compound | undefined {
  const word = parser.peekReserved();
  const { source } = parser;
  if (word === undefined) return parseParenthesis(parser);
  const begin = () => source.skip(word.length);
  switch (word) {
    case "if":
      begin();
      return parseIf(parser);
    case "while":
    case "until":
      begin();
      return parseLoop(parser, word === "until");
    case "for":
      begin();
      return parseFor(parser);
    case "case":
      begin();
      return parseCase(parser);
    case "{": {
      begin();
      const body = parser.body(["}"]);
      parser.expect("}");
      return { type: "group", body };
    }
    case "[[":
      begin();
      return { type: "condition", expression: parseCondition(parser) };
    case "function":
      begin();
      return parseFunction(parser);
    default:
      throw parser.unexpected();
  }
}

function parseParenthesis(parser: CommandReader): Compound | undefined {
  const { source } = parser;
  if (source.peek() !== "(") return undefined;
  if (source.peek(1) === "(") {
    source.skip(2);
    return { type: "arithmetic", expression: parser.words.arithmeticUntil("))") };
  }
  source.next();
  const body = parser.substitution();
  if (body.length === 0) throw parser.unexpected();
  return { type: "subshell", body };
}

function parseIf(parser: CommandReader): Compound {
  const branches = [];
  let otherwise: List | undefined;
  for (;;) {
    const condition = parser.body(["then"]);
    parser.expect("then");
    branches.push({ condition, body: parser.body(["elif", "else", "fi"]) });
    const next = parser.peekReserved();
    if (next !== "elif") break;
    parser.source.skip(next.length);
  }
  if (parser.peekReserved() === "else") {
    parser.expect("else");
    otherwise = parser.body(["fi"]);
  }
  parser.expect("fi");
  return { type: "if", branches, ...(otherwise !== undefined && { otherwise }) };
}

function parseLoop(parser: CommandReader, until: boolean): Compound {
  const condition = parser.body(["do"]);
  return { type: "loop", until, condition, body: parseDo(parser) };
}

function parseDo(parser: CommandReader): List {
  parser.expect("do");
  const body = parser.body(["done"]);
  parser.expect("done");
  return body;
}

function parseFor(parser: CommandReader): Compound {
  const { source, words } = parser;
  source.skipBlanks();
  if (source.startsWith("((")) {
    source.skip(2);
    const first = words.arithmeticUntil(";");
    const condition = words.arithmeticUntil(";");
    const step = words.arithmeticUntil("))");
    skipSeparator(parser);
    return { type: "arithmetic-for", first, condition, step, body: parseDo(parser) };
  }
  const name = source.match(nameHere)?.[0];
  if (name === undefined) throw parser.unexpected();
  source.skip(name.length);
  parser.skipNewlines();
  if (parser.peekReserved() !== "in") {
    skipSeparator(parser);
    return { type: "for", name, words: undefined, body: parseDo(parser) };
  }
  parser.expect("in");
  const list: Word[] = [];
  for (source.skipBlanks(); ; source.skipBlanks()) {
    const word = words.word();
    if (word === undefined) break;
    list.push(word);
  }
  skipSeparator(parser);
  return { type: "for", name, words: list, body: parseDo(parser) };
}

function skipSeparator(parser: CommandReader): void {
  if (parser.peekOperator() === ";") parser.source.next();
  parser.skipNewlines();
}

function parseCase(parser: CommandReader): Compound {
  const { source, words } = parser;
  source.skipBlanks();
  const subject = words.word();
  if (subject === undefined) throw parser.unexpected();
  parser.skipNewlines();
  parser.expect("in");
  const branches: (Compound & { type: "case" })["branches"] = [];
  for (parser.skipNewlines(); parser.peekReserved() !== "esac"; parser.skipNewlines()) {
    if (parser.peekOperator() === "(") source.next();
    const patterns = parsePatterns(parser);
    const body = parser.list([";;", ";&", ";;&", "esac"]);
    const end = parser.peekOperator();
    if (end === ";;" || end === ";&" || end === ";;&") source.skip(end.length);
    else if (parser.peekReserved() !== "esac") throw parser.unexpected();
    branches.push({ patterns, body, end: end === ";&" || end === ";;&" ? end : ";;" });
  }
  parser.expect("esac");
  return { type: "case", subject, branches };
}

function parsePatterns(parser: CommandReader): Word[] {
  const patterns: Word[] = [];
  for (;;) {
    parser.source.skipBlanks();
    const word = parser.words.word();
    if (word === undefined) throw parser.unexpected();
    patterns.push(word);
    const next = parser.peekOperator();
    if (next !== "|" && next !== ")") throw parser.unexpected();
    parser.source.next();
    if (next === ")") return patterns;
  }
}

function parseFunction(parser: CommandReader): Compound {
  const { source } = parser;
  const { line } = source;
  source.skipBlanks();
  const name = source.match(/[^\s;&|<>()$'"`]+/y)?.[0];
  if (name === undefined) throw parser.unexpected();
  source.skip(name.length);
  source.skipBlanks();
  const empty = source.match(/\([ \t]*\)/y)?.[0];
  if (empty !== undefined) source.skip(empty.length);
  return parser.functionBody(name, line);
}
