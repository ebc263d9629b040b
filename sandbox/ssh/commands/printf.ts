/** `printf` and `echo`. */
import { complain, type Process, type Program, print } from "../process";

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\u000b",
  "\\": "\\",
};

/** Replaces backslash escapes; `stopped` when `\c` says that nothing follows. In echo an octal number begins with 0. */
export function replaceEscapes(text: string, isEcho: boolean): { text: string; stopped: boolean } {
  const stop = /^((?:[^\\]|\\[^c])*)\\c/.exec(text);
  const source = stop?.[1] ?? text;
  const octal = isEcho ? "0[0-7]{0,3}" : "[0-7]{1,3}";
  const expression = new RegExp(`\\\\(x[0-9a-fA-F]{1,2}|${octal}|[\\s\\S])`, "g");
  const replaced = source.replace(expression, (whole, sequence: string) => {
    if (/^x./.test(sequence)) return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
    if (/^[0-7]/.test(sequence)) return String.fromCharCode(Number.parseInt(sequence, 8) & 0xff);
    return simpleEscapes[sequence] ?? whole;
  });
  return { text: replaced, stopped: stop !== null };
}

/** `echo`, with -n, -e and -E. */
export const echo: Program = async (process) => {
  const words = [...process.words];
  let isEscaped = false;
  let isOpen = false;
  while (/^-[neE]+$/.test(words[0] ?? "")) {
    const flags = words.shift() ?? "";
    if (flags.includes("n")) isOpen = true;
    if (/[eE]/.test(flags)) isEscaped = flags.lastIndexOf("e") > flags.lastIndexOf("E");
  }
  const plain = words.join(" ");
  const { text, stopped } = isEscaped ? replaceEscapes(plain, true) : { text: plain, stopped: false };
  await print(process, text + (isOpen || stopped ? "" : "\n"));
  return 0;
};

const directive = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?([sdiuoxXcbqfFeEgG]))/g;

/** `printf`: the format is used again while arguments are left. */
export const printf: Program = async (process) => {
  const words = process.words[0] === "--" ? process.words.slice(1) : process.words;
  const [format, ...values] = words;
  if (format === undefined) {
    await print(process, "printf: usage: printf [-v var] format [arguments]\n", 2);
    return 2;
  }
  const formatter = new Formatter(process, values);
  let output = "";
  do {
    const left = formatter.left;
    output += await formatter.round(format);
    if (formatter.left === left) break;
  } while (formatter.left > 0 && !formatter.stopped);
  await print(process, output);
  return formatter.status;
};

class Formatter {
  status = 0;
  stopped = false;
  readonly #process: Process;
  readonly #values: string[];

  constructor(process: Process, values: string[]) {
    this.#process = process;
    this.#values = values;
  }

  get left(): number {
    return this.#values.length;
  }

  async round(format: string): Promise<string> {
    let output = "";
    let at = 0;
    for (const match of format.matchAll(directive)) {
      output += replaceEscapes(format.slice(at, match.index), false).text;
      at = match.index + match[0].length;
      output += match[0] === "%%" ? "%" : await this.#convert(match);
      if (this.stopped) return output;
    }
    const rest = replaceEscapes(format.slice(at), false);
    this.stopped = rest.stopped;
    return output + rest.text;
  }

  async #convert([, flags = "", widthText, precisionText, kind = "s"]: RegExpMatchArray): Promise<string> {
    const width = widthText === "*" ? Number(this.#values.shift() ?? 0) : Number(widthText ?? 0);
    const precision =
      precisionText === "*"
        ? Number(this.#values.shift() ?? 0)
        : precisionText === undefined
          ? undefined
          : Number(precisionText);
    const value = this.#values.shift();
    const text = await this.#text(kind, value, precision, flags);
    if (text.length >= Math.abs(width)) return text;
    if (flags.includes("-") || width < 0) return text.padEnd(Math.abs(width));
    if (flags.includes("0") && /[diuoxXfFeEgG]/.test(kind))
      return text.replace(
        /^([-+]?)(.*)$/,
        (_, sign: string, digits: string) => sign + digits.padStart(width - sign.length, "0"),
      );
    return text.padStart(width);
  }

  async #text(kind: string, value: string | undefined, precision: number | undefined, flags: string): Promise<string> {
    if (kind === "s") return (value ?? "").slice(0, precision);
    if (kind === "c") return (value ?? "").slice(0, 1);
    if (kind === "q") return shellQuote(value ?? "");
    if (kind === "b") {
      const { text, stopped } = replaceEscapes(value ?? "", false);
      this.stopped = stopped;
      return text;
    }
    if (/[fFeEgG]/.test(kind)) {
      const number = Number(value ?? 0);
      return /e/i.test(kind)
        ? number.toExponential(precision ?? 6).replace(/e([-+])(\d)$/, "e$10$2")
        : number.toFixed(precision ?? 6);
    }
    const number = await this.#integer(value ?? "0");
    const unsigned = BigInt.asUintN(64, number);
    const digits =
      kind === "x"
        ? unsigned.toString(16)
        : kind === "X"
          ? unsigned.toString(16).toUpperCase()
          : kind === "o"
            ? unsigned.toString(8)
            : kind === "u"
              ? String(unsigned)
              : String(number);
    const padded = digits.replace(/\d.*|[a-f].*/i, (run) => run.padStart(precision ?? 0, "0"));
    const prefix =
      flags.includes("#") && /[xX]/.test(kind) ? `0${kind}` : flags.includes("+") && number >= 0n ? "+" : "";
    return prefix + padded;
  }

  async #integer(text: string): Promise<bigint> {
    if (/^['"]/.test(text)) return BigInt(text.charCodeAt(1) || 0);
    const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|\d+)/.exec(text);
    if (match === null || match[0].length < text.length) {
      if (text !== "") {
        await complain(this.#process, `${text}: invalid number`);
        this.status = 1;
      }
      if (match === null) return 0n;
    }
    const [, sign, digits = "0"] = match;
    const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return sign === "-" ? -value : value;
  }
}

/** As `printf %q` quotes. */
function shellQuote(text: string): string {
  if (text === "") return "''";
  if (!/^[ -~]*$/.test(text)) {
    return `$'${text.replace(/['\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}'`;
  }
  return text.replace(/[^A-Za-z0-9_@%+=:,./-]/g, "\\$&");
}
