import { readOptions } from "../read-options";
import { UsageError } from "../usage-error";

/** What a command about a file is told. */
export interface ClusterArguments {
  readonly help: boolean;
  /** The file. */
  readonly file: string;
  /** Where the JSON goes. */
  readonly output: string;
}

/** Where the JSON goes without a word, as with cdktf. */
export const DEFAULT_OUTPUT = "cdktf.out";

const options = { help: { type: "boolean", short: "h" }, output: { type: "string", short: "o" } } as const;

/** @throws UsageError with a sentence where the command line cannot be read. */
export function readClusterArguments(name: string, args: readonly string[]): ClusterArguments {
  const help = `hephaestus ${name} --help`;
  const { values, positionals } = readOptions(args, options, help);
  if (values.help === true) return { help: true, file: "", output: "" };
  const [file, ...more] = positionals;
  if (file === undefined)
    throw new UsageError(`Cannot ${name}: no file is given, as in: hephaestus ${name} cluster.yaml`, help);
  if (more.length > 0) throw new UsageError(`Cannot ${name} more than one file: "${more[0]}" is too many`, help);
  if (values.output !== undefined && name === "validate") {
    throw new UsageError('Cannot read "--output": "validate" writes nothing', help);
  }
  return { help: false, file, output: values.output ?? DEFAULT_OUTPUT };
}
