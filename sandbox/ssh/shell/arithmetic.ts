/** Arithmetic as in `$((…))`: 64-bit integers, variables, assignments. */
import { ExpansionError } from "./control-flow";

/** Where variables come from and go to. */
export interface ArithmeticVariables {
  get(name: string): string;
  set(name: string, value: string): void;
}

/** Binary operators by strength, weakest first; assignment and ?: are apart. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
  ["**"],
];
const token =
  /\s*(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z]+|\d+|[A-Za-z_]\w*|<<=|>>=|\*\*|\+\+|--|&&|\|\||[=!<>+\-*/%&|^]=|<<|>>|[-+*/%<>=!&|^~?:(),])/y;
/** A variable may name another; so far that is followed. */
const maximumDepth = 32;

/**
 * Computes an expression; an empty one is 0.
 * @throws ExpansionError for a syntax error or a division by zero, in bash's words.
 */
export function evaluateArithmetic(text: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (text.trim() === "") return 0n;
  if (depth > maximumDepth)
    throw new ExpansionError(`${text}: expression recursion level exceeded (error token is "${text}")`);
  return new Evaluator(text, variables, depth).all();
}

class Evaluator {
  readonly #text: string;
  readonly #variables: ArithmeticVariables;
  readonly #depth: number;
  readonly #tokens: string[] = [];
  #at = 0;
  /** Above 0 in the branch of `&&`, `||` or `?:` that is not taken: nothing is assigned or divided there. */
  #skipping = 0;

  constructor(text: string, variables: ArithmeticVariables, depth: number) {
    this.#text = text;
    this.#variables = variables;
    this.#depth = depth;
    token.lastIndex = 0;
    const end = text.trimEnd().length;
    while (token.lastIndex < end) {
      const from = token.lastIndex;
      const found = token.exec(text);
      if (found === null) throw this.#error("syntax error: operand expected", text.slice(from).trim());
      this.#tokens.push(found[1] ?? "");
    }
  }

  all(): bigint {
    const value = this.#comma();
    if (this.#at < this.#tokens.length) throw this.#error("syntax error in expression", this.#rest());
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take(",")) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const name = this.#tokens[this.#at] ?? "";
    const operator = this.#tokens[this.#at + 1] ?? "";
    if (!/^[A-Za-z_]/.test(name) || !/^(?:[-+*/%&|^]|<<|>>)?=$/.test(operator)) return this.#conditional();
    this.#at += 2;
    const right = this.#assignment();
    const value = operator === "=" ? right : this.#apply(operator.slice(0, -1), this.#variable(name), right);
    return this.#store(name, value);
  }

  #conditional(): bigint {
    const condition = this.#binary(0);
    if (!this.#take("?")) return condition;
    const yes = this.#when(condition !== 0n, () => this.#assignment());
    if (!this.#take(":")) throw this.#error("`:' expected for conditional expression", this.#rest());
    const no = this.#when(condition === 0n, () => this.#conditional());
    return condition !== 0n ? yes : no;
  }

  #binary(level: number): bigint {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#tokens[this.#at] ?? "";
      if (!operators.includes(operator)) return left;
      this.#at += 1;
      if (operator === "**") return this.#apply(operator, left, this.#binary(level));
      const isNeeded = operator === "&&" ? left !== 0n : operator === "||" ? left === 0n : true;
      const right = this.#when(isNeeded, () => this.#binary(level + 1));
      left = this.#apply(operator, left, right);
    }
  }

  #unary(): bigint {
    const operator = this.#tokens[this.#at] ?? "";
    if (operator === "++" || operator === "--") {
      const name = this.#tokens[this.#at + 1] ?? "";
      this.#at += 2;
      return this.#store(name, this.#variable(name) + (operator === "++" ? 1n : -1n));
    }
    if (!["-", "+", "!", "~"].includes(operator)) return this.#primary();
    this.#at += 1;
    const value = this.#unary();
    if (operator === "-") return BigInt.asIntN(64, -value);
    if (operator === "!") return value === 0n ? 1n : 0n;
    return operator === "~" ? ~value : value;
  }

  #primary(): bigint {
    const word = this.#tokens[this.#at];
    if (word === undefined) throw this.#error("syntax error: operand expected", this.#text.trim());
    this.#at += 1;
    if (word === "(") {
      const value = this.#comma();
      if (!this.#take(")")) throw this.#error("missing `)'", this.#rest());
      return value;
    }
    if (/^\d/.test(word)) return this.#number(word);
    if (!/^[A-Za-z_]/.test(word))
      throw this.#error("syntax error: operand expected", [word, ...this.#tokens.slice(this.#at)].join(""));
    const value = this.#variable(word);
    if (this.#take("++")) this.#store(word, value + 1n);
    else if (this.#take("--")) this.#store(word, value - 1n);
    return value;
  }

  #number(word: string): bigint {
    const [base, digits] = word.split("#");
    if (digits !== undefined) {
      const value = Number.parseInt(digits, Number(base));
      if (Number.isNaN(value)) throw this.#error("invalid arithmetic base", word);
      return BigInt(value);
    }
    if (/^0[0-7]+$/.test(word)) return BigInt.asIntN(64, BigInt(`0o${word.slice(1)}`));
    if (/^0\d/.test(word)) throw this.#error("value too great for base", word);
    return BigInt.asIntN(64, BigInt(word));
  }

  #variable(name: string): bigint {
    return evaluateArithmetic(this.#variables.get(name), this.#variables, this.#depth + 1);
  }

  #store(name: string, value: bigint): bigint {
    const stored = BigInt.asIntN(64, value);
    if (this.#skipping === 0) this.#variables.set(name, String(stored));
    return stored;
  }

  #when(isNeeded: boolean, compute: () => bigint): bigint {
    if (!isNeeded) this.#skipping += 1;
    const value = compute();
    if (!isNeeded) this.#skipping -= 1;
    return value;
  }

  #apply(operator: string, left: bigint, right: bigint): bigint {
    if ((operator === "/" || operator === "%") && right === 0n) {
      if (this.#skipping > 0) return 0n;
      throw this.#error("division by 0", this.#tokens.slice(this.#at - 1).join(""));
    }
    if (operator === "**" && right < 0n) throw this.#error("exponent less than 0", String(right));
    return BigInt.asIntN(64, compute(operator, left, right));
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false;
    this.#at += 1;
    return true;
  }

  #rest(): string {
    return this.#tokens.slice(this.#at).join(" ");
  }

  #error(sentence: string, where: string): ExpansionError {
    return new ExpansionError(`${this.#text.trim()}: ${sentence} (error token is "${where}")`);
  }
}

const truth = (value: boolean): bigint => (value ? 1n : 0n);
const operations: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  "||": (left, right) => truth(left !== 0n || right !== 0n),
  "&&": (left, right) => truth(left !== 0n && right !== 0n),
  "|": (left, right) => left | right,
  "^": (left, right) => left ^ right,
  "&": (left, right) => left & right,
  "==": (left, right) => truth(left === right),
  "!=": (left, right) => truth(left !== right),
  "<=": (left, right) => truth(left <= right),
  ">=": (left, right) => truth(left >= right),
  "<": (left, right) => truth(left < right),
  ">": (left, right) => truth(left > right),
  "<<": (left, right) => left << (right & 63n),
  ">>": (left, right) => left >> (right & 63n),
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "**": (left, right) => left ** BigInt.asUintN(16, right),
};

function compute(operator: string, left: bigint, right: bigint): bigint {
  return operations[operator]?.(left, right) ?? 0n;
}
