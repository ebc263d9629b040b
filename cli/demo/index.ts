/**
 * `hephaestus demo`: a cluster is deployed, looked at, tampered with, repaired and destroyed, in a sandbox. Here belongs
 * the story and what it needs around it; never anything that a cluster, a provider or the sandbox is made of.
 */
import type { Command } from "../command";
import { readOptions } from "../read-options";
import { UsageError } from "../usage-error";
import { play } from "./play";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const HELP = "hephaestus demo --help";
const options = {
  keep: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;
const usage = `Usage: hephaestus demo [OPTIONS]        (in a checkout: npm run demo)

Deploys the example ha-cluster with cdktf and terraform into a sandbox on this machine: no account is needed, nothing is
bought. Shows its nodes, a second plan without changes, finds and repairs what is changed behind its back, and destroys
it. What the programs print is kept in .cache/demo/log/.

  --keep   leave the cluster running, and say how to use it, until Ctrl-C
  --help   this text
`;

/** The command `demo`. */
export const demoCommand: Command = {
  name: "demo",
  summary: "a whole cluster from deploy to destroy, on this machine's loopback",
  run: async (args) => {
    const { values, positionals } = readOptions(args, options, HELP);
    if (positionals[0] !== undefined) {
      throw new UsageError(`Cannot read "${positionals[0]}": it stands for nothing`, HELP);
    }
    const { help, keep } = values;
    if (help) {
      process.stdout.write(usage);
      return 0;
    }
    const abort = new AbortController();
    // A second signal ends at once what the first one ends in order.
    const stop = () => abort.abort();
    for (const signal of SIGNALS) process.once(signal, stop);
    try {
      return await play({ keep, signal: abort.signal, print: (line) => process.stdout.write(`${line}\n`) });
    } finally {
      for (const signal of SIGNALS) process.removeListener(signal, stop);
    }
  },
};
