/** What a shell remembers: variables, functions, options, positional parameters. Plain data; a subshell has a copy. */
import type { Command } from "./syntax";

/** A variable. */
export interface Variable {
  /** A list for an array. */
  value: string | string[];
  exported: boolean;
  readonly: boolean;
}

/** `set -o` options that this shell knows, with their letters. */
export const optionLetters: Readonly<Record<string, keyof ShellOptions>> = {
  e: "errexit",
  f: "noglob",
  u: "nounset",
  x: "xtrace",
  a: "allexport",
  C: "noclobber",
  n: "noexec",
  v: "verbose",
  E: "errtrace",
  h: "hashall",
  B: "braceexpand",
};

/** `set -o` options; those without a use here are kept and shown only. */
export interface ShellOptions {
  errexit: boolean;
  nounset: boolean;
  pipefail: boolean;
  xtrace: boolean;
  noglob: boolean;
  allexport: boolean;
  noclobber: boolean;
  noexec: boolean;
  verbose: boolean;
  errtrace: boolean;
  hashall: boolean;
  braceexpand: boolean;
}

/** A write to a readonly variable. */
export class ReadonlyError extends Error {
  override readonly name = "ReadonlyError";

  constructor(variable: string) {
    super(`${variable}: readonly variable`);
  }
}

/** The memory of one shell. */
export class ShellState {
  readonly variables = new Map<string, Variable>();
  readonly functions = new Map<string, Command>();
  readonly traps = new Map<string, string>();
  readonly options: ShellOptions = {
    errexit: false,
    nounset: false,
    pipefail: false,
    xtrace: false,
    noglob: false,
    allexport: false,
    noclobber: false,
    noexec: false,
    verbose: false,
    errtrace: false,
    hashall: true,
    braceexpand: true,
  };
  positional: string[] = [];
  cwd = "/";
  status = 0;
  lastBackground: number | undefined;
  /** `$$`, the same in subshells. */
  processId = 0;
  /** What `local` hides, innermost function last. */
  readonly localScopes: Map<string, Variable | undefined>[] = [];

  /** A copy that goes its own way; traps are not inherited. */
  fork(): ShellState {
    const copy = new ShellState();
    for (const [name, variable] of this.variables) {
      const { value } = variable;
      copy.variables.set(name, { ...variable, value: typeof value === "string" ? value : [...value] });
    }
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    for (const scope of this.localScopes) copy.localScopes.push(new Map(scope));
    Object.assign(copy.options, this.options);
    copy.positional = [...this.positional];
    copy.cwd = this.cwd;
    copy.status = this.status;
    copy.lastBackground = this.lastBackground;
    copy.processId = this.processId;
    return copy;
  }

  /** The value as one text; the first of an array. */
  get(name: string): string | undefined {
    const value = this.variables.get(name)?.value;
    return typeof value === "object" ? value[0] : value;
  }

  /** The value as a list; empty when unset. */
  getAll(name: string): readonly string[] {
    const value = this.variables.get(name)?.value;
    if (value === undefined) return [];
    return typeof value === "string" ? [value] : value;
  }

  /** Throws ReadonlyError. */
  set(name: string, value: string | string[]): void {
    const before = this.variables.get(name);
    if (before?.readonly === true) throw new ReadonlyError(name);
    const exported = before?.exported === true || this.options.allexport;
    this.variables.set(name, { value, exported, readonly: false });
  }

  /** Sets one element of an array; a negative index counts from the end. */
  setElement(name: string, index: number, value: string): void {
    const list = [...this.getAll(name)];
    const at = index < 0 ? list.length + index : index;
    while (list.length < at) list.push("");
    list[at] = value;
    this.set(name, list);
  }

  /** Throws ReadonlyError. */
  unset(name: string): void {
    if (this.variables.get(name)?.readonly === true) throw new ReadonlyError(name);
    this.variables.delete(name);
  }

  /** Makes a name local to the innermost function; false outside of functions. */
  makeLocal(name: string): boolean {
    const scope = this.localScopes.at(-1);
    if (scope === undefined) return false;
    if (!scope.has(name)) {
      scope.set(name, this.variables.get(name));
      this.variables.delete(name);
    }
    return true;
  }

  /** Ends a function's scope. */
  leaveScope(): void {
    for (const [name, before] of this.localScopes.pop() ?? []) {
      if (before === undefined) this.variables.delete(name);
      else this.variables.set(name, before);
    }
  }

  /** What a program is given. */
  environment(): Map<string, string> {
    const exported = new Map<string, string>();
    for (const [name, variable] of this.variables) {
      if (variable.exported && typeof variable.value === "string") exported.set(name, variable.value);
    }
    return exported;
  }

  /** `$-`. */
  optionFlags(): string {
    return Object.entries(optionLetters)
      .filter(([, name]) => this.options[name])
      .map(([letter]) => letter)
      .join("");
  }
}
