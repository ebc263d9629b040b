/**
 * `hephaestus validate` and `hephaestus synth`: a cluster.yaml without a line of code. Here belongs what they print;
 * never what a cluster is made of.
 */
import { existsSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "../command";
import { UsageError } from "../usage-error";
import { DEFAULT_OUTPUT, readClusterArguments } from "./options";
import { warningsOf } from "./warnings";

const FILE_HELP = `  FILE          a cluster.yaml; editors complete it with the schema @yaklab/hephaestus/cluster.schema.json
`;
const HELP_LINE = "  --help        this text\n";

/** The command `validate`. */
export const validateCommand: Command = {
  name: "validate",
  summary: "checks a cluster.yaml, by line and column",
  run: async (args) => {
    const { help, file } = readClusterArguments("validate", args);
    if (help) {
      process.stdout.write(`Usage: hephaestus validate FILE\n\n${FILE_HELP}${HELP_LINE}`);
      return 0;
    }
    const { app, nodes } = load("validate", file, "cdktf.out");
    warn(app);
    process.stdout.write(`${file} describes a cluster of ${nodes} ${nodes === 1 ? "node" : "nodes"}\n`);
    return 0;
  },
};

/** The command `synth`. */
export const synthCommand: Command = {
  name: "synth",
  summary: "makes Terraform's JSON of a cluster.yaml, with the provider beside it",
  run: async (args) => {
    const { help, file, output } = readClusterArguments("synth", args);
    if (help) {
      const outputHelp = `  --output DIR  where it goes (default: ${DEFAULT_OUTPUT})\n`;
      process.stdout.write(`Usage: hephaestus synth [OPTIONS] FILE\n\n${FILE_HELP}${outputHelp}${HELP_LINE}`);
      return 0;
    }
    const { app, stack } = load("synth", file, resolve(output));
    app.synth();
    warn(app);
    const folder = relative(process.cwd(), resolve(output, "stacks", stack)) || ".";
    process.stdout.write(`${folder}\n`);
    process.stderr.write(`Next: cd ${folder} && terraform init && terraform apply\n`);
    return 0;
  },
};

/** Loaded here, so that the other commands need neither cdktf nor the time that it takes. */
function load(
  command: string,
  file: string,
  outdir: string,
): { readonly app: ReturnType<typeof import("../../stacks").makeApp>; readonly stack: string; readonly nodes: number } {
  const help = `hephaestus ${command} --help`;
  if (!existsSync(file)) throw new UsageError(`Cannot read "${file}": there is no such file`, help);
  if (statSync(file).isDirectory()) throw new UsageError(`Cannot read "${file}": it is a folder`, help);
  const { clusterFromYaml, makeApp }: typeof import("../../stacks") = require("../../stacks");
  const app = makeApp(outdir);
  const { node, cluster } = clusterFromYaml(app, file);
  return { app, stack: node.id, nodes: cluster.nodes.length };
}

function warn(app: ReturnType<typeof load>["app"]): void {
  for (const line of warningsOf(app.node.findAll())) process.stderr.write(`${line}\n`);
}
