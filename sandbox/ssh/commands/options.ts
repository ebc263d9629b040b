/** Reads options as GNU programs do: short ones together, long ones with `=`, operands anywhere. */
import { Failure } from "../process";

/** What a program understands. */
export interface OptionTable {
  /** Letters without a value. */
  flags?: string;
  /** Letters with a value. */
  values?: string;
  /** Long names and the letter (or name) that each stands for. */
  long?: Readonly<Record<string, string>>;
  /** Of the long names' targets: those that take a value, beside `values`. */
  longValues?: readonly string[];
  /** Exit status for an option that is none. Default 1. */
  status?: number;
  /** True: the first operand ends the options (env, timeout, nohup). */
  stopsAtOperand?: boolean;
}

/** What was given. */
export class Options {
  readonly #given = new Map<string, string[]>();
  readonly operands: string[] = [];

  /** Throws Failure for an option that is none. */
  constructor(words: readonly string[], table: OptionTable) {
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      if (word === "--") {
        this.operands.push(...rest);
        break;
      }
      if (word.startsWith("--")) this.#long(word.slice(2), rest, table);
      else if (word.startsWith("-") && word !== "-") this.#short(word.slice(1), rest, table);
      else {
        this.operands.push(word);
        if (table.stopsAtOperand !== true) continue;
        this.operands.push(...rest);
        break;
      }
    }
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  /** The last value given. */
  value(name: string): string | undefined {
    return this.#given.get(name)?.at(-1);
  }

  values(name: string): readonly string[] {
    return this.#given.get(name) ?? [];
  }

  #add(name: string, value = ""): void {
    this.#given.set(name, [...(this.#given.get(name) ?? []), value]);
  }

  #long(text: string, rest: string[], table: OptionTable): void {
    const [name = "", ...parts] = text.split("=");
    const target = table.long?.[name];
    if (target === undefined) throw new Failure(`unrecognized option '--${name}'`, table.status ?? 1);
    const isLetter = target.length === 1 && (table.values ?? "").includes(target);
    if (!isLetter && !(table.longValues ?? []).includes(target)) {
      this.#add(target);
      return;
    }
    const value = parts.length > 0 ? parts.join("=") : rest.shift();
    if (value === undefined) throw new Failure(`option '--${name}' requires an argument`, table.status ?? 1);
    this.#add(target, value);
  }

  #short(letters: string, rest: string[], table: OptionTable): void {
    for (let at = 0; at < letters.length; at += 1) {
      const letter = letters.charAt(at);
      if ((table.values ?? "").includes(letter)) {
        const value = at + 1 < letters.length ? letters.slice(at + 1) : rest.shift();
        if (value === undefined) throw new Failure(`option requires an argument -- '${letter}'`, table.status ?? 1);
        this.#add(letter, value);
        return;
      }
      if (!(table.flags ?? "").includes(letter)) throw new Failure(`invalid option -- '${letter}'`, table.status ?? 1);
      this.#add(letter);
    }
  }
}
