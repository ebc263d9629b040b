/** Reads commands: lists, pipelines, simple and compound commands. */
import type { CommandReader } from "./command-reader";
import { parseCompound } from "./compound-parser";
import { parseRedirection } from "./redirection-parser";
import { SourceText } from "./source-text";
import {
  type AndOr,
  type Assignment,
  type Command,
  type List,
  type Pipeline,
  type Redirection,
  ShellSyntaxError,
  type Word,
} from "./syntax";
import { WordParser } from "./word-parser";

const operator = /&&|\|\||;;&|;;|;&|\|&|&>>|&>|<<<|<<-|<<|>>|>\||<>|<&|>&|[;&|<>()\n]/y;
const reserved =
  /(?:if|then|elif|else|fi|for|in|do|done|while|until|case|esac|function|time|select|\[\[|[{}!])(?=[\s;&|<>()]|$)/y;
/** Operators behind which no command follows on the same line. */
const endsCommands = new Set(["\n", ")", ";;", ";&", ";;&", "|", "|&", "&&", "||", ";", "&"]);
const assignmentHead = /([A-Za-z_][A-Za-z0-9_]*)(\+?=|\[)/y;
const functionHead = /([A-Za-z_][A-Za-z0-9_:.-]*)[ \t]*\([ \t]*\)/y;
/** So deep a script may be nested; more would end the interpreter itself. */
const maximumDepth = 200;

/** Reads a script piece by piece, as bash does: what comes first runs before a later error is seen. */
export class Parser implements CommandReader {
  readonly source: SourceText;
  readonly words: WordParser;
  #depth: number;
  /** The last command was ended by `;` or `&`: another may follow on the line. */
  #isSeparated = false;

  constructor(text: string | SourceText, depth = 0) {
    this.source = typeof text === "string" ? new SourceText(text) : text;
    this.#depth = depth;
    this.words = new WordParser(
      this.source,
      (source) => this.within(source).substitution(),
      (inner, line) => this.within(new SourceText(inner, line)).all(),
    );
  }

  within(text: SourceText): Parser {
    return new Parser(text, this.#depth + 1);
  }

  /** The commands of the next line (or lines, where one goes on); undefined at the end. Throws ShellSyntaxError. */
  next(): List | undefined {
    this.skipNewlines();
    if (this.source.atEnd) return undefined;
    const list: AndOr[] = [];
    do {
      list.push(this.#andOr());
      this.source.skipBlanks();
    } while (this.#isSeparated && !this.source.atEnd && !endsCommands.has(this.peekOperator() ?? ""));
    if (this.peekOperator() === "\n") this.source.takeLineEnd();
    else if (!this.source.atEnd) throw this.unexpected();
    return list;
  }

  /** All commands up to the end of the text. */
  all(): List {
    const list: AndOr[] = [];
    for (let part = this.next(); part !== undefined; part = this.next()) list.push(...part);
    return list;
  }

  /** The commands of `$(…)` or `(…)`, and the closing parenthesis. */
  substitution(): List {
    const list = this.list([")"]);
    if (this.peekOperator() !== ")") throw this.source.atEnd ? this.source.unexpectedEnd(")") : this.unexpected();
    this.source.next();
    return list;
  }

  /** Commands up to one of the words or operators in `ends`, which is not taken. */
  list(ends: readonly string[]): List {
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw new ShellSyntaxError(this.source.line, "maximum nesting level exceeded");
    const list: AndOr[] = [];
    this.skipNewlines();
    while (!this.source.atEnd && !this.#isAt(ends)) {
      list.push(this.#andOr());
      const isAtEnd = this.source.atEnd || this.peekOperator() === "\n" || this.#isAt(ends);
      if (!this.#isSeparated && !isAtEnd) throw this.unexpected();
      this.skipNewlines();
    }
    this.#depth -= 1;
    return list;
  }

  /** Like {@link list}, for where at least one command must stand. */
  body(ends: readonly string[]): List {
    const list = this.list(ends);
    if (list.length === 0) throw this.unexpected();
    return list;
  }

  /** Takes a reserved word; throws where another thing stands. */
  expect(word: string): void {
    this.source.skipBlanks();
    if (this.peekReserved() !== word) throw this.unexpected();
    this.source.skip(word.length);
  }

  peekReserved(): string | undefined {
    this.source.skipBlanks();
    return this.source.match(reserved)?.[0];
  }

  peekOperator(): string | undefined {
    this.source.skipBlanks();
    return this.source.match(operator)?.[0];
  }

  skipNewlines(): void {
    for (;;) {
      this.source.skipBlanks();
      if (this.source.peek() !== "\n") return;
      this.source.takeLineEnd();
    }
  }

  /** The word here, in bash's sentence about what should not be here. */
  unexpected(): ShellSyntaxError {
    this.source.skipBlanks();
    if (this.source.atEnd) return this.source.unexpectedEnd();
    const token = this.peekOperator() ?? this.source.match(/[^\s;&|<>()]+/y)?.[0] ?? this.source.peek();
    const shown = token === "\n" ? "newline" : token;
    return new ShellSyntaxError(this.source.line, `syntax error near unexpected token \`${shown}'`, true);
  }

  /** Redirections that stand here. */
  redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (let next = parseRedirection(this); next !== undefined; next = parseRedirection(this)) found.push(next);
    return found;
  }

  /** One command. */
  command(): Command {
    const { line } = this.source;
    const compound = parseCompound(this);
    if (compound !== undefined) return { ...compound, redirections: this.redirections(), line };
    const named = this.source.match(functionHead);
    if (named !== null) {
      this.source.skip(named[0].length);
      return this.functionBody(named[1] ?? "", line);
    }
    return this.#simple(line);
  }

  functionBody(name: string, line: number): Command {
    this.skipNewlines();
    const body = this.command();
    if (body.type === "simple") throw this.unexpected();
    return { type: "function", name, body, redirections: [], line };
  }

  #isAt(ends: readonly string[]): boolean {
    const here = this.peekReserved() ?? this.peekOperator();
    return here !== undefined && ends.includes(here);
  }

  #andOr(): AndOr {
    const first = this.#pipeline();
    const rest: AndOr["rest"] = [];
    for (let next = this.peekOperator(); next === "&&" || next === "||"; next = this.peekOperator()) {
      this.source.skip(2);
      this.skipNewlines();
      rest.push({ operator: next, pipeline: this.#pipeline() });
    }
    const end = this.peekOperator();
    this.#isSeparated = end === ";" || end === "&";
    if (this.#isSeparated) this.source.next();
    return { first, rest, background: end === "&" };
  }

  #pipeline(): Pipeline {
    let negated = false;
    let timed = false;
    for (let word = this.peekReserved(); word === "!" || word === "time"; word = this.peekReserved()) {
      this.source.skip(word.length);
      if (word === "!") negated = !negated;
      else timed = true;
    }
    const commands = [this.command()];
    for (let next = this.peekOperator(); next === "|" || next === "|&"; next = this.peekOperator()) {
      this.source.skip(next.length);
      if (next === "|&") commands.at(-1)?.redirections.push(errorsToo);
      this.skipNewlines();
      commands.push(this.command());
    }
    return { negated, timed, commands };
  }

  #simple(line: number): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.source.skipBlanks();
      const redirection = parseRedirection(this);
      if (redirection !== undefined) {
        redirections.push(redirection);
        continue;
      }
      const assignment = words.length === 0 ? this.#assignment() : undefined;
      if (assignment !== undefined) {
        assignments.push(assignment);
        continue;
      }
      const word = this.words.word();
      if (word === undefined) break;
      words.push(this.#declaration(words, word));
    }
    if (words.length + assignments.length + redirections.length === 0) throw this.unexpected();
    return { type: "simple", assignments, words, redirections, line };
  }

  /** `local a=(b c)`: the list after a declaration's `=` is refused, where bash would take it. */
  #declaration(words: readonly Word[], word: Word): Word {
    if (words.length > 0 && this.source.peek() === "(") throw this.unexpected();
    return word;
  }

  #assignment(): Assignment | undefined {
    const head = this.source.match(assignmentHead);
    if (head === null) return undefined;
    const [text, name = "", sign] = head;
    const start = this.source.position;
    this.source.skip(text.length);
    if (sign !== "[") return this.#assigned({ name, append: sign === "+=" });
    const subscript = this.words.arithmeticUntil("]");
    const equals = this.source.match(/\+?=/y)?.[0];
    if (equals === undefined) {
      this.source.position = start;
      return undefined;
    }
    this.source.skip(equals.length);
    return this.#assigned({ name, subscript, append: equals === "+=" });
  }

  #assigned(head: { name: string; subscript?: Word; append: boolean }): Assignment {
    if (this.source.peek() !== "(") {
      return { ...head, value: this.words.word() ?? [{ type: "text", text: "", quoted: true }] };
    }
    this.source.next();
    const items: Word[] = [];
    for (;;) {
      this.skipNewlines();
      const word = this.words.word();
      if (word === undefined) break;
      items.push(word);
    }
    if (this.source.peek() !== ")") throw this.source.atEnd ? this.source.unexpectedEnd(")") : this.unexpected();
    this.source.next();
    return { ...head, value: [], items };
  }
}

const errorsToo: Redirection = {
  descriptor: 2,
  operator: ">&",
  target: [{ type: "text", text: "1", quoted: false }],
};
