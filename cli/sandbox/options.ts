/** The options of `hephaestus sandbox`, read and checked. */
import { readFileSync } from "node:fs";
import type { SandboxOptions } from "../../sandbox";
import { parseFault } from "../../sandbox/world/faults";
import { readOptions } from "../read-options";
import { UsageError } from "../usage-error";

/** What `--help` prints. */
export const usage = `Usage: hephaestus sandbox [OPTIONS]
       hephaestus sandbox run [OPTIONS] -- COMMAND [ARGUMENTS]

Plays a Hetzner project on this machine's loopback: the API, servers with their rescue system, load balancers and the
Talos image factory. The first form runs until Ctrl-C and prints the environment to export; the second runs COMMAND in
that environment and ends with it, with its exit code.

  --speed N      0: each step at once (default); 1 … 1000: so many times as fast as the real thing
  --state FILE   load the world from FILE, where it is there, and save it to FILE at the end
  --port N       port of the Hetzner API (default: any free one)
  --host IP      loopback address of the API (default: 127.BLOCK.0.1)
  --block N      address block 127.N.0.0/16 (default: the first free one from 77)
  --rate N       requests per hour that the API grants; 0 counts nothing (default: 3600, and 0 at speed 0)
  --faults FILE  JSON list of faults from the beginning
  --quiet        no line for each event
  --help         this text
`;

/** What the command line says. */
export interface SandboxArguments {
  help: boolean;
  quiet: boolean;
  sandbox: SandboxOptions;
  /** Command to run and its arguments, or undefined to run until Ctrl-C. */
  command: readonly string[] | undefined;
}

const options = {
  speed: { type: "string" },
  state: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  block: { type: "string" },
  rate: { type: "string" },
  faults: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const HELP = "hephaestus sandbox --help";

/** @throws UsageError with a sentence when the command line cannot be read; Error when a file that it names cannot. */
export function readArguments(args: readonly string[]): SandboxArguments {
  const runs = args[0] === "run";
  const dashes = args.indexOf("--");
  const own = args.slice(runs ? 1 : 0, dashes === -1 ? undefined : dashes);
  const command = dashes === -1 ? [] : args.slice(dashes + 1);
  const { values, positionals } = readOptions(own, options, HELP);
  if (positionals[0] !== undefined) throw strayWord(positionals[0], runs);
  if (runs && command.length === 0 && !values.help) {
    throw new UsageError("Cannot run: no command after --, as in: hephaestus sandbox run -- terraform apply", HELP);
  }
  if (!runs && dashes !== -1)
    throw new UsageError('Cannot start: a command after -- belongs to "hephaestus sandbox run"', HELP);
  const sandbox: SandboxOptions = {
    ...numberOption("speed", values.speed, 1000),
    ...numberOption("port", values.port, 65_535),
    ...numberOption("block", values.block, 250),
    ...(values.rate === undefined ? {} : { requestsPerHour: wholeNumber("rate", values.rate, 1_000_000_000) }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.faults === undefined ? {} : { faults: readFaults(values.faults) }),
  };
  return { help: values.help, quiet: values.quiet, sandbox, command: runs ? command : undefined };
}

function numberOption<Name extends string>(name: Name, given: string | undefined, most: number) {
  return given === undefined ? {} : { [name]: wholeNumber(name, given, most) };
}

function wholeNumber(name: string, given: string, most: number): number {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value > most) {
    throw new UsageError(`Cannot read --${name} "${given}": a whole number from 0 to ${most} is wanted`, HELP);
  }
  return value;
}

function strayWord(word: string, runs: boolean): UsageError {
  const way = runs ? `a command stands after --, as in: hephaestus sandbox run -- ${word}` : "it stands for nothing";
  return new UsageError(`Cannot read "${word}": ${way}`, HELP);
}

function readFaults(path: string) {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot read faults from "${path}": ${reason}`, { cause: error });
  }
  if (!Array.isArray(value)) throw new TypeError(`Cannot read faults from "${path}": a JSON list is wanted`);
  return value.map((one) => parseFault(one));
}
