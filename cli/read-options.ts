import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest, UsageError } from "./usage-error";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads the options of a command and the words between them. Node's own messages say what is wrong, ours what would be
 * right; `help` is the command that explains it.
 * @throws UsageError
 */
export function readOptions<const Known extends Options>(args: readonly string[], options: Known, help: string) {
  const config = { args: [...args], options, allowPositionals: true } as const;
  for (const token of parseArgs({ ...config, strict: false, tokens: true }).tokens) {
    const mistake = token.kind === "option" ? mistakeOf(token, options) : undefined;
    if (mistake !== undefined) throw new UsageError(`Cannot read ${mistake}`, help);
  }
  return parseArgs({ ...config, strict: true });
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function mistakeOf({ name, rawName, value, inlineValue }: OptionToken, options: Options): string | undefined {
  const [, known] = Object.entries(options).find(([each]) => each === name) ?? [];
  if (known === undefined) {
    const near = nearest(name, Object.keys(options));
    return `"${rawName}": there is no such option${near === undefined ? "" : `; is --${near} meant?`}`;
  }
  if (known.type === "boolean") return value === undefined ? undefined : `${rawName}: it takes no value`;
  if (value === undefined) return `${rawName}: its value is missing`;
  if (/^-./.test(value) && inlineValue !== true) {
    return `${rawName}: "${value}" looks like another option; write --${name}=${value} where it is the value`;
  }
  return undefined;
}
