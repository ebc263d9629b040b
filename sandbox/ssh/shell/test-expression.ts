/** `test`, `[` and the primaries of `[[`. */
import type { Filesystem, FileTable, Node } from "../system";
import { SystemError } from "../system";

/** What tests look at. */
export interface TestSurroundings {
  filesystem: Filesystem;
  files: FileTable;
  cwd: string;
  isSet(variable: string): boolean;
}

/** An expression that is none; the message is bash's. */
export class TestError extends Error {
  override readonly name = "TestError";
}

const unaryOperators = /^-[a-hknoprstuvwxzGLNOS]$/;
const binaryOperators = new Set([
  "=",
  "==",
  "!=",
  "<",
  ">",
  "-eq",
  "-ne",
  "-lt",
  "-le",
  "-gt",
  "-ge",
  "-nt",
  "-ot",
  "-ef",
]);

/** A test with one operand, e.g. `-f path`. Throws TestError for an unknown operator. */
export function testUnary(operator: string, operand: string, around: TestSurroundings): boolean {
  if (operator === "-n") return operand !== "";
  if (operator === "-z") return operand === "";
  if (operator === "-v") return around.isSet(operand);
  if (operator === "-t") return false;
  if (operator === "-o") return false;
  const node = around.filesystem.find(operand, around.cwd, operator !== "-L" && operator !== "-h");
  const ownDescriptor = /^\/dev\/(fd\/\d+|std(in|out|err))$/.test(operand);
  if (node === undefined) return ownDescriptor && /^-[ecprw]$/.test(operator) && hasDescriptor(operand, around.files);
  return testNode(operator, node);
}

function testNode(operator: string, node: Node): boolean {
  switch (operator) {
    case "-a":
    case "-e":
    case "-r":
    case "-w":
    case "-O":
    case "-G":
      return true;
    case "-f":
      return node.type === "file" || node.type === "generated";
    case "-d":
      return node.type === "directory";
    case "-b":
      return node.type === "block";
    case "-c":
      return node.type === "character";
    case "-p":
      return node.type === "fifo";
    case "-h":
    case "-L":
      return node.type === "symlink";
    case "-s":
      return node.type === "file"
        ? node.content.length > 0
        : node.type === "directory" || (node.type === "generated" && node.text() !== "");
    case "-x":
      return node.type === "directory" || (node.mode & 0o111) !== 0;
    default:
      return false;
  }
}

function hasDescriptor(path: string, files: FileTable): boolean {
  const number = { stdin: 0, stdout: 1, stderr: 2 }[path.replace("/dev/", "")] ?? Number(path.replace("/dev/fd/", ""));
  try {
    return files.get(number) !== undefined;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

/** A test with two operands, without patterns. Throws TestError for an unknown operator or what is no number. */
export function testBinary(left: string, operator: string, right: string, around: TestSurroundings): boolean {
  switch (operator) {
    case "=":
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "-nt":
    case "-ot":
    case "-ef":
      return compareFiles(left, operator, right, around);
    default:
      return compareNumbers(integer(left), operator, integer(right));
  }
}

function compareFiles(left: string, operator: string, right: string, around: TestSurroundings): boolean {
  const [first, second] = [left, right].map((path) => around.filesystem.find(path, around.cwd));
  if (operator === "-ef") return first !== undefined && first === second;
  const [newer, older] = operator === "-nt" ? [first, second] : [second, first];
  return newer !== undefined && (older === undefined || newer.modifiedMs > older.modifiedMs);
}

function compareNumbers(left: bigint, operator: string, right: bigint): boolean {
  switch (operator) {
    case "-eq":
      return left === right;
    case "-ne":
      return left !== right;
    case "-lt":
      return left < right;
    case "-le":
      return left <= right;
    case "-gt":
      return left > right;
    case "-ge":
      return left >= right;
    default:
      throw new TestError(`${operator}: binary operator expected`);
  }
}

function integer(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`${text}: integer expression expected`);
  return BigInt(text.trim().replace(/^\+/, ""));
}

/** `test word…`, without the closing bracket. Throws TestError. */
export function evaluateTest(words: readonly string[], around: TestSurroundings): boolean {
  const evaluator = new TestEvaluator(words, around);
  return words.length > 0 && evaluator.all();
}

class TestEvaluator {
  readonly #words: readonly string[];
  readonly #around: TestSurroundings;
  #at = 0;

  constructor(words: readonly string[], around: TestSurroundings) {
    this.#words = words;
    this.#around = around;
  }

  all(): boolean {
    const [first = "", second] = this.#words;
    if (this.#words.length === 2 && second !== undefined && first !== "!" && !unaryOperators.test(first)) {
      throw new TestError(`${first}: unary operator expected`);
    }
    const value = this.#or();
    if (this.#at < this.#words.length)
      throw new TestError(
        this.#words.length > 4 ? "too many arguments" : `${this.#words[this.#at]}: binary operator expected`,
      );
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === "-o") {
      this.#at += 1;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#primary();
    while (this.#words[this.#at] === "-a") {
      this.#at += 1;
      const right = this.#primary();
      value = value && right;
    }
    return value;
  }

  #primary(): boolean {
    const [first, second, third] = this.#words.slice(this.#at, this.#at + 3);
    if (first === undefined) throw new TestError("argument expected");
    if (second !== undefined && third !== undefined && binaryOperators.has(second)) {
      this.#at += 3;
      return testBinary(first, second, third, this.#around);
    }
    if (first === "!" && second !== undefined) {
      this.#at += 1;
      return !this.#primary();
    }
    if (first === "(" && second !== undefined) {
      this.#at += 1;
      const value = this.#or();
      if (this.#words[this.#at] !== ")") throw new TestError("`)' expected");
      this.#at += 1;
      return value;
    }
    if (second !== undefined && unaryOperators.test(first)) {
      this.#at += 2;
      return testUnary(first, second, this.#around);
    }
    this.#at += 1;
    if (second !== undefined && second !== "-a" && second !== "-o" && second !== ")" && /^-[a-z]/i.test(first)) {
      throw new TestError(`${first}: unary operator expected`);
    }
    return first !== "";
  }
}
