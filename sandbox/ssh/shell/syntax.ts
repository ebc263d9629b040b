/** The shell's syntax tree. All text is byte text (Latin-1). */

/** A word before expansion. An empty word has one empty, quoted part. */
export type Word = readonly WordPart[];

/** A part of a word; what is quoted is neither split nor matched against file names. */
export type WordPart =
  | { type: "text"; text: string; quoted: boolean }
  | { type: "parameter"; parameter: Parameter; quoted: boolean }
  | { type: "substitution"; script: List; quoted: boolean }
  | { type: "arithmetic"; expression: Word; quoted: boolean }
  | { type: "process"; direction: "<" | ">"; script: List };

/** `$name`, `${name…}`. */
export interface Parameter {
  /** A name, a number, or one of `@ * # ? - $ ! 0`. */
  name: string;
  /** Subscript of an array: a word, or "@" or "*" for all. */
  subscript?: Word;
  /** `${#name}`. */
  length?: boolean;
  operation?: { operator: string; word: Word; second?: Word };
}

/** `<file`, `2>&1`, a here-document … */
export interface Redirection {
  /** The descriptor in front; default 0 for reading, 1 for writing; "both" for `&>`. */
  descriptor: number | "both" | undefined;
  operator: "<" | ">" | ">>" | ">|" | "<>" | "<&" | ">&" | "<<" | "<<<";
  /** File, descriptor, or the text of a here-document. */
  target: Word;
}

/** `name=value`, `name+=value`, `name[i]=value`, `name=(a b)`. */
export interface Assignment {
  name: string;
  subscript?: Word;
  append: boolean;
  value: Word;
  /** The items of an array; `value` is empty then. */
  items?: readonly Word[];
}

/** A command, simple or compound. */
export type Command = { redirections: Redirection[]; line: number } & (
  | { type: "simple"; assignments: Assignment[]; words: Word[] }
  | { type: "group" | "subshell"; body: List }
  | { type: "if"; branches: { condition: List; body: List }[]; otherwise?: List }
  | { type: "loop"; until: boolean; condition: List; body: List }
  | { type: "for"; name: string; words: Word[] | undefined; body: List }
  | { type: "arithmetic-for"; first: Word; condition: Word; step: Word; body: List }
  | { type: "case"; subject: Word; branches: { patterns: Word[]; body: List; end: ";;" | ";&" | ";;&" }[] }
  | { type: "function"; name: string; body: Command }
  | { type: "condition"; expression: ConditionExpression }
  | { type: "arithmetic"; expression: Word }
);

/** What stands inside `[[ … ]]`. */
export type ConditionExpression =
  | { type: "unary"; operator: string; operand: Word }
  | { type: "binary"; operator: string; left: Word; right: Word }
  | { type: "not"; operand: ConditionExpression }
  | { type: "and" | "or"; left: ConditionExpression; right: ConditionExpression };

/** `a | b`, `! a`. */
export interface Pipeline {
  negated: boolean;
  timed: boolean;
  commands: Command[];
}

/** `a && b || c`. */
export interface AndOr {
  first: Pipeline;
  rest: { operator: "&&" | "||"; pipeline: Pipeline }[];
  background: boolean;
}

/** Commands one after another. */
export type List = readonly AndOr[];

/** A script that does not parse; the message is bash's, without its name in front. */
export class ShellSyntaxError extends Error {
  override readonly name = "ShellSyntaxError";
  readonly line: number;

  /** Whether bash prints the line itself below the message. */
  readonly showsLine: boolean;

  constructor(line: number, message: string, showsLine = false) {
    super(message);
    this.line = line;
    this.showsLine = showsLine;
  }
}
