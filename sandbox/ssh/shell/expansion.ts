/** Turns words into texts: parameters, substitutions, splitting, file names. */
import type { Filesystem } from "../system";
import { evaluateArithmetic } from "./arithmetic";
import { expandBraces } from "./brace-expansion";
import { ExpansionError } from "./control-flow";
import { type Piece, splitPieces } from "./field-splitting";
import { applyOperation } from "./parameter-expansion";
import { matchPaths } from "./path-expansion";
import { escapePattern, hasWildcard, unescapePattern } from "./pattern";
import type { ShellState } from "./shell-state";
import type { List, Parameter, Word, WordPart } from "./syntax";

/** What expansion needs of the shell around it. */
export interface ExpansionShell {
  readonly state: ShellState;
  readonly filesystem: Filesystem;
  /** `$0`. */
  readonly name: string;
  /** Runs `$(…)`; its output without the line ends at its end. */
  substitute(script: List): Promise<string>;
  /** Starts `<(…)` or `>(…)`; the path of its end here. */
  startProcess(direction: "<" | ">", script: List): string;
}

/** Expands words for one shell. */
export class Expander {
  readonly #shell: ExpansionShell;

  constructor(shell: ExpansionShell) {
    this.#shell = shell;
  }

  /** All words as arguments: split into fields, file names matched. */
  async fields(words: readonly Word[]): Promise<string[]> {
    const result: string[] = [];
    for (const word of words) {
      for (const single of this.#shell.state.options.braceexpand ? expandBraces(word) : [word]) {
        result.push(...this.#match(splitPieces(await this.#pieces(single), this.#separators())));
      }
    }
    return result;
  }

  /** A word as one text: an assigned value, a file name, a here-document. */
  async text(word: Word): Promise<string> {
    return (await this.#pieces(word, true))
      .map((piece) => piece.text + (piece.breaksAfter === true ? " " : ""))
      .join("");
  }

  /** A word as a pattern; what was quoted is escaped. */
  async pattern(word: Word): Promise<string> {
    const pieces = await this.#pieces(word, true);
    return pieces.map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join("");
  }

  /** A word as the source of a regular expression; what was quoted is escaped. */
  async regularExpression(word: Word): Promise<string> {
    const pieces = await this.#pieces(word, true);
    return pieces.map(({ text, quoted }) => (quoted ? text.replace(/[.+*?^${}()|[\]\\]/g, "\\$&") : text)).join("");
  }

  /** An arithmetic expression's value. */
  async arithmetic(word: Word): Promise<bigint> {
    const { state } = this.#shell;
    const text = await this.text(word);
    return evaluateArithmetic(text, {
      get: (name) => {
        const value = state.get(name);
        if (value === undefined && state.options.nounset) throw unbound(name);
        return value ?? "";
      },
      set: (name, value) => state.set(name, value),
    });
  }

  async #pieces(word: Word, single = false): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const [index, part] of word.entries()) pieces.push(...(await this.#part(part, index === 0, single)));
    return pieces;
  }

  async #part(part: WordPart, isFirst: boolean, single: boolean): Promise<Piece[]> {
    switch (part.type) {
      case "text":
        return [
          { text: isFirst && !part.quoted ? this.#tilde(part.text) : part.text, quoted: part.quoted, split: false },
        ];
      case "substitution":
        return [expanded(await this.#shell.substitute(part.script), part.quoted)];
      case "arithmetic":
        return [expanded(String(await this.arithmetic(part.expression)), part.quoted)];
      case "process":
        return [{ text: this.#shell.startProcess(part.direction, part.script), quoted: true, split: false }];
      case "parameter":
        return this.#parameter(part.parameter, part.quoted, single);
    }
  }

  async #parameter(parameter: Parameter, quoted: boolean, single: boolean): Promise<Piece[]> {
    const all = await this.#allOf(parameter);
    if (all !== undefined) return this.#list(parameter, all, quoted, single);
    const value = await this.#value(parameter);
    if (parameter.length === true) return [expanded(String((value ?? this.#strict(parameter)).length), quoted)];
    const { operation } = parameter;
    if (operation === undefined) return [expanded(value ?? this.#strict(parameter), quoted)];
    const isUnset = value === undefined || (operation.operator.startsWith(":") && value === "");
    const kind = operation.operator.replace(":", "");
    if (["-", "=", "?", "+"].includes(kind)) return this.#default({ parameter, kind, isUnset, value, quoted });
    return [expanded(await this.#operate(value ?? this.#strict(parameter), operation), quoted)];
  }

  async #default(input: {
    parameter: Parameter;
    kind: string;
    isUnset: boolean;
    value: string | undefined;
    quoted: boolean;
  }): Promise<Piece[]> {
    const { parameter, kind, isUnset, value, quoted } = input;
    const word = parameter.operation?.word ?? [];
    if (kind === "+") return isUnset ? [expanded("", quoted)] : this.#pieces(word);
    if (!isUnset) return [expanded(value ?? "", quoted)];
    if (kind === "-") return this.#asExpansion(await this.#pieces(word), quoted);
    const text = await this.text(word);
    if (kind === "?") {
      const sentence = parameter.operation?.operator === ":?" ? "parameter null or not set" : "parameter not set";
      throw new ExpansionError(`${parameter.name}: ${text === "" ? sentence : text}`, 127);
    }
    if (!/^[A-Za-z_]/.test(parameter.name)) throw new ExpansionError(`$${parameter.name}: cannot assign in this way`);
    this.#shell.state.set(parameter.name, text);
    return [expanded(text, quoted)];
  }

  /** The word of an unquoted default is split where it is not quoted itself. */
  #asExpansion(pieces: readonly Piece[], quoted: boolean): Piece[] {
    return pieces.map((piece) => ({ ...piece, quoted: piece.quoted || quoted, split: !piece.quoted && !quoted }));
  }

  #list(
    parameter: Parameter,
    all: { items: readonly string[]; joined: boolean },
    quoted: boolean,
    single: boolean,
  ): Piece[] {
    if (parameter.length === true) return [expanded(String(all.items.length), quoted)];
    const items = this.#operateOnList(parameter, all.items);
    if (all.joined && quoted) return [expanded(items.join((this.#shell.state.get("IFS") ?? " ").charAt(0)), true)];
    if (single) return [expanded(items.join(" "), quoted)];
    return items.map((text, index) => ({ ...expanded(text, quoted), breaksAfter: index < items.length - 1 }));
  }

  /** `${@:2}`, `${@:-word}`, `${a[@]+word}`; other operators leave a list as it is. */
  #operateOnList({ name, operation }: Parameter, items: readonly string[]): readonly string[] {
    if (operation === undefined) return items;
    const { operator, word } = operation;
    const text = word.map((part) => (part.type === "text" ? part.text : "")).join("");
    if (operator === ":") return this.#slice(items, text, name === "@");
    if (!/^:?[-+]$/.test(operator)) return items;
    const isEmpty = items.length === 0 || (operator.startsWith(":") && items.join("") === "");
    if (operator.endsWith("-")) return isEmpty ? [text] : items;
    // "${a[@]+"${a[@]}"}": the usual guard for old shells under `set -u`; the word is the list itself.
    if (word.some((part) => part.type === "parameter")) return items;
    return isEmpty ? [] : [text];
  }

  #slice(items: readonly string[], text: string, isPositional: boolean): readonly string[] {
    const [start = "0", length] = text.split(":");
    const from = isPositional ? Math.max(0, Number(start) - 1) : Number(start);
    return items.slice(from, length === undefined ? undefined : from + Number(length));
  }

  /** The items of `$@`, `$*`, `${a[@]}`, `${a[*]}`; undefined for every other parameter. */
  async #allOf({ name, subscript }: Parameter): Promise<{ items: readonly string[]; joined: boolean } | undefined> {
    const { state } = this.#shell;
    if (name === "@" || name === "*") return { items: state.positional, joined: name === "*" };
    const [only] = subscript ?? [];
    const sign = only?.type === "text" ? only.text : "";
    if (subscript === undefined || (sign !== "@" && sign !== "*")) return undefined;
    return { items: state.getAll(name), joined: sign === "*" };
  }

  async #value({ name, subscript }: Parameter): Promise<string | undefined> {
    const { state } = this.#shell;
    if (subscript !== undefined) return state.getAll(name).at(Number(await this.arithmetic(subscript)));
    if (/^[1-9]\d*$/.test(name)) return state.positional[Number(name) - 1];
    switch (name) {
      case "0":
        return this.#shell.name;
      case "#":
        return String(state.positional.length);
      case "?":
        return String(state.status);
      case "$":
        return String(state.processId);
      case "!":
        return state.lastBackground === undefined ? "" : String(state.lastBackground);
      case "-":
        return state.optionFlags();
      default:
        return this.#dynamic(name) ?? state.get(name);
    }
  }

  #dynamic(name: string): string | undefined {
    if (name === "RANDOM") return String(Math.floor(Math.random() * 32768));
    return undefined;
  }

  /** Nothing, or an error under `set -u`. */
  #strict({ name, subscript }: Parameter): string {
    if (!this.#shell.state.options.nounset) return "";
    throw unbound(
      subscript === undefined
        ? name
        : `${name}[${subscript.map((part) => (part.type === "text" ? part.text : "")).join("")}]`,
    );
  }

  async #operate(value: string, operation: NonNullable<Parameter["operation"]>): Promise<string> {
    const { operator, word, second } = operation;
    if (operator === ":") {
      const [start = "", length] = (await this.text(word)).split(":");
      const offset = await this.arithmetic([{ type: "text", text: start, quoted: true }]);
      const count =
        length === undefined ? undefined : await this.arithmetic([{ type: "text", text: length, quoted: true }]);
      return substring(value, Number(offset), count === undefined ? undefined : Number(count));
    }
    return applyOperation(
      value,
      operator,
      await this.pattern(word),
      second === undefined ? "" : await this.text(second),
    );
  }

  #tilde(text: string): string {
    const home = this.#shell.state.get("HOME");
    if (home === undefined || !/^~(\/|$)/.test(text)) return text;
    return home + text.slice(1);
  }

  #separators(): string {
    return this.#shell.state.get("IFS") ?? " \t\n";
  }

  #match(fields: readonly string[]): string[] {
    const { state, filesystem } = this.#shell;
    return fields.flatMap((pattern) => {
      if (state.options.noglob || !hasWildcard(pattern)) return [unescapePattern(pattern)];
      const found = matchPaths(pattern, filesystem, state.cwd);
      return found.length === 0 ? [unescapePattern(pattern)] : found;
    });
  }
}

function unbound(name: string): ExpansionError {
  return new ExpansionError(`${/^\d/.test(name) ? `$${name}` : name}: unbound variable`, 127);
}

function expanded(text: string, quoted: boolean): Piece {
  return { text, quoted, split: !quoted };
}

function substring(value: string, offset: number, count: number | undefined): string {
  const start = offset < 0 ? Math.max(0, value.length + offset) : offset;
  if (count === undefined) return value.slice(start);
  const end = count < 0 ? value.length + count : start + count;
  if (end < start) throw new ExpansionError(`${count}: substring expression < 0`);
  return value.slice(start, end);
}
